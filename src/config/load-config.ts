import type { z } from 'zod';
import { toCheckoutConfig, type CheckoutConfig } from './checkout-config';
import { deliveryProblems } from './delivery-settings';
import { Settings, type LOG_LEVELS } from './settings';

/** The checked settings. Its secrets are never logged. */
export interface Config extends CheckoutConfig {
  readonly port: number;
  /** The port of the metrics alone; null serves them on `port`, behind a key. */
  readonly metricsPort: number | null;
  /** The interface of `metricsPort`. */
  readonly metricsHost: string;
  readonly host: string;
  readonly mongodbUri: string;
  readonly ordersApiKey: string;
  /** The file of the operators' keys, which is read apart; null for none. */
  readonly operatorKeysFile: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly trustedProxyHops: number;
  /** Whether the page at `/docs` is served. */
  readonly hasDocsPage: boolean;
  /** Whether the desk at `/desk` is served. */
  readonly hasDesk: boolean;
  /** The origin of this service as browsers see it; null where it is not set. */
  readonly publicOrigin: string | null;
  /** Risky settings, to be logged at the start. */
  readonly warnings: readonly string[];
}

/** Missing or bad settings. The message names all of them and contains no secret. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `These settings are missing or wrong (see .env.example):\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads and checks the settings. Every NODE_ENV but `development` and `test` counts as production. There `IAMPORT_MODE`
 * has no default, so that a forgotten line never lets a shop ship goods for test payments.
 *
 * @throws ConfigError naming every missing or bad setting
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty value in .env means "not set".
  const set = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  // Code made for this schema would be run once.
  const parsed = Settings.safeParse(set, { jitless: true });
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (!isRelaxed(set) && set['IAMPORT_MODE'] === undefined) {
    problems.push('IAMPORT_MODE is missing: live, or test for payments of test channels (no money moves)');
  }
  if (set['CONFIRM_HOOK_URL'] !== undefined && set['CONFIRM_HOOK_SECRET'] === undefined) {
    problems.push('CONFIRM_HOOK_SECRET is missing: CONFIRM_HOOK_URL is called with a signature');
  }
  if (set['METRICS_PORT'] !== '0' && set['METRICS_PORT'] === (set['PORT'] ?? '3000'))
    problems.push('METRICS_PORT must differ from PORT');
  if (set['DESK'] === 'on' && set['OPERATOR_KEYS_FILE'] === undefined)
    problems.push('OPERATOR_KEYS_FILE is missing: nobody could sign in to the desk');
  problems.push(...deliveryProblems(set, { isProduction: !isRelaxed(set) }));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function toConfig(settings: z.output<typeof Settings>): Config {
  return {
    ...toCheckoutConfig(settings, settings.DESK === 'on'),
    port: settings.PORT,
    metricsPort: settings.METRICS_PORT ?? null,
    metricsHost: settings.METRICS_HOST,
    host: settings.HOST,
    mongodbUri: settings.MONGODB_URI,
    ordersApiKey: settings.ORDERS_API_KEY,
    operatorKeysFile: settings.OPERATOR_KEYS_FILE ?? null,
    logLevel: settings.LOG_LEVEL,
    trustedProxyHops: settings.TRUST_PROXY,
    hasDocsPage: settings.API_DOCS === undefined ? isRelaxed(settings) : settings.API_DOCS === 'on',
    hasDesk: settings.DESK === 'on',
    publicOrigin: settings.PUBLIC_URL === undefined ? null : new URL(settings.PUBLIC_URL).origin,
    warnings: warningsOf(settings),
  };
}

function isRelaxed({ NODE_ENV }: { readonly NODE_ENV?: string | undefined }): boolean {
  return NODE_ENV === 'development' || NODE_ENV === 'test';
}

function warningsOf(settings: z.output<typeof Settings>): string[] {
  const { IAMPORT_API_URL, IAMPORT_MODE, SOLAPI_API_URL } = settings;
  return [
    ...(IAMPORT_API_URL.startsWith('http:')
      ? ['IAMPORT_API_URL is not https: keys and answers travel in the clear, for a sandbox only']
      : []),
    ...(SOLAPI_API_URL.startsWith('http:')
      ? ['SOLAPI_API_URL is not https: keys and phone numbers travel in the clear, for a double only']
      : []),
    ...(!isRelaxed(settings) && IAMPORT_MODE === 'test'
      ? ['IAMPORT_MODE=test in production: payments of test channels, in which no money moves, settle orders']
      : []),
  ];
}
