import { parseArgs } from 'node:util';
import { optionsFromEnv } from './options-from-env';
import type { SandboxOptions } from './sandbox-options';

export const SANDBOX_USAGE = `iamport-checkout-backend sandbox [options]

A server that behaves like i'mport (PortOne V1), for tests: API, payment window, console, faults. In memory.

  --port PORT              where it listens; 0 takes a free port (3900)
  --host HOST              the address it listens on (127.0.0.1)
  --webhook-url URL        where webhooks go, of live and of test payments (nowhere)
  --webhook-url-test URL   where those of test payments go
  --webhook-format FORMAT  json or form (json)
  --webhook-retry          resend up to 5 times after no answer or HTTP 5xx
  --webhook-first          wait for the webhook's answer before the browser goes on
  --imp-key KEY            the merchant's REST API key (0000000000000000)
  --imp-secret SECRET      the merchant's REST API secret (sandbox-secret)
  --inicis-api-key KEY     the key with which KG Inicis revokes accounts (sandbox-inicis-key)
  --merchant-code CODE     what IMP.init takes (imp00000000)
  --quiet                  write nothing but the ready line
  --help

Each option is also an environment variable: --webhook-url is SANDBOX_WEBHOOK_URL. The option wins.

The first line of standard output is JSON, and comes once it listens:
  {"ready":true,"url":"http://127.0.0.1:3900","imp_key":"...","imp_secret":"...","pg_api_key":"...","merchant_code":"..."}
All else is written to standard error.

Exit codes: 0 when it was stopped by SIGTERM or SIGINT, 1 when it failed, 2 when the arguments are wrong.
`;

/** What the arguments ask for. */
export type SandboxRequest =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }
  | { readonly kind: 'start'; readonly options: SandboxOptions; readonly isQuiet: boolean };

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const SETTINGS = {
  port: TEXT,
  host: TEXT,
  'webhook-url': TEXT,
  'webhook-url-test': TEXT,
  'webhook-format': TEXT,
  'webhook-retry': FLAG,
  'webhook-first': FLAG,
  'imp-key': TEXT,
  'imp-secret': TEXT,
  'inicis-api-key': TEXT,
  'merchant-code': TEXT,
};

/** Reads the arguments of the command. What they do not say, the environment may. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SandboxRequest {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...SETTINGS, quiet: FLAG, help: { ...FLAG, short: 'h' } },
    });
    const { quiet = false, help = false, ...given } = values;
    if (help) return { kind: 'help' };
    const fromArguments = Object.entries(given).map(([name, value]) => [variableOf(name), String(value)] as const);
    const options = optionsFromEnv({ ...env, ...Object.fromEntries(fromArguments) });
    return { kind: 'start', options, isQuiet: quiet };
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
}

function variableOf(option: string): string {
  return `SANDBOX_${option.replaceAll('-', '_').toUpperCase()}`;
}
