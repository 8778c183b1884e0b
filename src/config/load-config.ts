import type { z } from 'zod';
import type { MoneyPolicy } from '../domain/money-policy';
import { deliveryConfig, deliveryProblems, type DeliveryConfig } from './delivery-settings';
import { Settings, type LOG_LEVELS } from './settings';

/** The checked settings. Its secrets are never logged. */
export interface Config extends DeliveryConfig {
  readonly port: number;
  /** The port of the metrics alone; null serves them on `port`, behind a key. */
  readonly metricsPort: number | null;
  /** The interface of `metricsPort`. */
  readonly metricsHost: string;
  readonly host: string;
  readonly mongodbUri: string;
  readonly iamport: {
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    /** KG Inicis revokes virtual accounts only with this key (§5.2); null where it is not set. */
    readonly inicisApiKey: string | null;
    readonly mode: 'live' | 'test';
  };
  readonly ordersApiKey: string;
  /** The file of the operators' keys, which is read apart; null for none. */
  readonly operatorKeysFile: string | null;
  /** Whether amounts are registered with i'mport before the window opens (§4). */
  readonly prepareAmounts: boolean;
  /** The shop's server to ask before a payment is approved (§6); null for none. */
  readonly confirmHook: { readonly url: string; readonly secret: string } | null;
  readonly confirmHookFailure: 'refuse' | 'allow';
  readonly reconcile: {
    /** Whether this instance reconciles. */
    readonly isOn: boolean;
    readonly pollDelaysMs: readonly number[];
    readonly callsPerMinute: number;
    /** How far back the moving window starts without a cursor. */
    readonly firstReachMs: number;
    /** The age from which reading an unsettled order causes a look-up; null for never. */
    readonly repairOnReadAfterMs: number | null;
    /** How long before an account's deadline the buyer is reminded; 0 for never. */
    readonly reminderMs: number;
  };
  readonly moneyPolicy: MoneyPolicy;
  /** An account that takes deposits for longer raises attention, in milliseconds; null for no limit. */
  readonly maxAccountMs: number | null;
  /** How long after its last change an order keeps personal values, in milliseconds; null for ever. */
  readonly retainMs: number | null;
  readonly corsOrigins: readonly string[];
  readonly checkoutResultUrl: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly rateLimitPerMinute: number;
  /** 0 for no limit. */
  readonly unsolicitedLookUpsPerMinute: number;
  /** Addresses of i'mport's webhooks: a hint for the limits, never a proof. */
  readonly gatewayAddresses: readonly string[];
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

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

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
  const parsed = Settings.safeParse(set);
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
  const apiUrl = settings.IAMPORT_API_URL.replace(/\/+$/, '');
  return {
    port: settings.PORT,
    metricsPort: settings.METRICS_PORT ?? null,
    metricsHost: settings.METRICS_HOST,
    host: settings.HOST,
    mongodbUri: settings.MONGODB_URI,
    iamport: {
      apiUrl,
      apiKey: settings.IAMPORT_API_KEY,
      apiSecret: settings.IAMPORT_API_SECRET,
      inicisApiKey: settings.INICIS_API_KEY ?? null,
      mode: settings.IAMPORT_MODE ?? 'test',
    },
    ordersApiKey: settings.ORDERS_API_KEY,
    operatorKeysFile: settings.OPERATOR_KEYS_FILE ?? null,
    prepareAmounts: settings.PREPARE_AMOUNTS === 'on',
    confirmHook:
      settings.CONFIRM_HOOK_URL !== undefined && settings.CONFIRM_HOOK_SECRET !== undefined
        ? { url: settings.CONFIRM_HOOK_URL, secret: settings.CONFIRM_HOOK_SECRET }
        : null,
    confirmHookFailure: settings.CONFIRM_HOOK_FAILURE,
    ...deliveryConfig(settings, settings.DESK === 'on'),
    reconcile: reconcileOf(settings),
    moneyPolicy: {
      forgedPayment: settings.FORGED_PAYMENT,
      duplicatePayment: settings.DUPLICATE_PAYMENT,
      latePayment: settings.LATE_PAYMENT,
    },
    maxAccountMs: settings.VBANK_MAX_DAYS === 0 ? null : settings.VBANK_MAX_DAYS * DAY_MS,
    retainMs: settings.RETAIN_BUYER_DAYS === 0 ? null : settings.RETAIN_BUYER_DAYS * DAY_MS,
    corsOrigins: settings.CORS_ORIGINS,
    checkoutResultUrl: settings.CHECKOUT_RESULT_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    unsolicitedLookUpsPerMinute: settings.LOOKUPS_PER_MINUTE,
    gatewayAddresses: settings.GATEWAY_ADDRESSES,
    trustedProxyHops: settings.TRUST_PROXY,
    hasDocsPage: settings.API_DOCS === undefined ? isRelaxed(settings) : settings.API_DOCS === 'on',
    hasDesk: settings.DESK === 'on',
    publicOrigin: settings.PUBLIC_URL === undefined ? null : new URL(settings.PUBLIC_URL).origin,
    warnings: warningsOf(settings),
  };
}

function reconcileOf(settings: z.output<typeof Settings>): Config['reconcile'] {
  const repairAfterS = settings.REPAIR_ON_READ_AFTER_S;
  return {
    isOn: settings.RECONCILE === 'on',
    pollDelaysMs: settings.RECONCILE_POLL_SCHEDULE,
    callsPerMinute: settings.RECONCILE_CALLS_PER_MINUTE,
    firstReachMs: settings.RECONCILE_FIRST_DAYS * DAY_MS,
    repairOnReadAfterMs: repairAfterS === 0 ? null : repairAfterS * 1_000,
    reminderMs: settings.VBANK_REMINDER_HOURS * HOUR_MS,
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
