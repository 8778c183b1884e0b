import { z } from 'zod';

/** How the demo starts. */
export interface DemoOptions {
  /** Port of the service; 0 takes a free one. */
  readonly port: number;
  /** Port of the sandbox; 0 takes a free one. */
  readonly sandboxPort: number;
  /** Port of the shop; 0 takes a free one. */
  readonly shopPort: number;
  /** Address that all of them listen on. */
  readonly host: string;
  /** Off: i'mport is not told the amounts beforehand, so the window opens over a wrong one and the service refuses it. */
  readonly prepareAmounts: 'on' | 'off';
  /** Ends after the tour, with exit code 1 where an answer was not the expected one. */
  readonly once: boolean;
}

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const port = (standard: number) =>
  z.preprocess(blankIsUnset, z.coerce.number<string>().int().min(0).max(65_535).default(standard));

const Env = z.object({
  PORT: port(3000),
  SANDBOX_PORT: port(4000),
  SHOP_PORT: port(5050),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  PREPARE_AMOUNTS: z.preprocess(blankIsUnset, z.enum(['on', 'off']).default('on')),
  CI: z.string().optional(),
});

/**
 * Reads what the demo may be told: `PORT`, `SANDBOX_PORT`, `SHOP_PORT`, `HOST` and `PREPARE_AMOUNTS`, and `--once`, which
 * `CI=true` stands for as well. Nothing else: the settings of a real installation must not find their way into a demo.
 *
 * @throws Error naming what is wrong
 */
export function demoOptions(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): DemoOptions {
  const unknown = args.filter((arg) => arg !== '--once');
  if (unknown.length > 0) throw new Error(`The demo does not know ${unknown.join(' ')}; it knows --once`);
  const parsed = Env.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const it = parsed.data;
  return {
    port: it.PORT,
    sandboxPort: it.SANDBOX_PORT,
    shopPort: it.SHOP_PORT,
    host: it.HOST,
    prepareAmounts: it.PREPARE_AMOUNTS,
    once: args.includes('--once') || it.CI === 'true',
  };
}
