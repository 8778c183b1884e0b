import { z } from 'zod';
import { toCheckoutConfig, type CheckoutConfig } from '../config/checkout-config';
import { Settings } from '../config/settings';
import { CheckoutUsageError, type InputError } from '../domain/errors';
import { SHOP_EVENT_TYPES } from '../domain/outbox';
import type { CheckoutOptions, ReconcileOptions } from './checkout-options';

/** The settings of a checkout, with the bounds and defaults of the service. Its `mode` has no default here. */
const OfCheckout = Settings.omit({
  NODE_ENV: true,
  PORT: true,
  METRICS_PORT: true,
  METRICS_HOST: true,
  HOST: true,
  MONGODB_URI: true,
  ORDERS_API_KEY: true,
  OPERATOR_KEYS_FILE: true,
  LOG_LEVEL: true,
  API_DOCS: true,
  DESK: true,
  TRUST_PROXY: true,
}).required({ IAMPORT_MODE: true });

const Uri = Settings.shape.MONGODB_URI;
const EVENTS: readonly string[] = SHOP_EVENT_TYPES;

/** The options that no setting of the service has. */
const Own = z.object({
  connection: z.union([Uri, z.custom<object>((given) => typeof given === 'object' && given !== null)], {
    error: 'must be a connection of mongoose, or a URI of MongoDB that names a database',
  }),
  collectionPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,40}$/, 'must be up to 40 letters, digits, "_" or "-"')
    .default('checkout_'),
  events: z.array(z.string().refine((name) => EVENTS.includes(name), `must be of ${EVENTS.join(', ')}`)).optional(),
  stopTimeoutMs: z.int().min(1_000, 'must be 1000 or more').default(25_000),
  logger: z
    .custom(
      (given) => given === false || hasLogMethods(given),
      'must be false, or have the functions info, warn and error',
    )
    .optional(),
  confirm: z.custom((given) => typeof given === 'function', 'must be a function').optional(),
});

function hasLogMethods(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const methods = given as Readonly<Record<string, unknown>>;
  return ['info', 'warn', 'error'].every((name) => typeof methods[name] === 'function');
}

/** The options, checked. */
export interface ReadOptions {
  readonly config: CheckoutConfig;
  readonly collectionPrefix: string;
  readonly stopTimeoutMs: number;
}

/** Checks the options of a checkout. @throws CheckoutUsageError `invalidOptions` naming every wrong one */
export function readOptions(options: CheckoutOptions): ReadOptions {
  const own = Own.safeParse(options);
  const parsed = OfCheckout.safeParse(settingsOf(options));
  const errors = [
    ...issuesOf(own).map(({ path, message }) => ({ field: path.map(String).join('.') || 'options', message })),
    ...issuesOf(parsed).map(({ path, message }) => ({ field: optionOf(String(path[0])), message })),
    ...missingParts(options),
    ...unknownOptions(options),
  ];
  if (!own.success || !parsed.success || errors.length > 0) {
    const problems = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
    throw new CheckoutUsageError('invalidOptions', `these options of createCheckout are wrong: ${problems}`, errors);
  }
  const { collectionPrefix, stopTimeoutMs } = own.data;
  return { config: toCheckoutConfig(parsed.data), collectionPrefix, stopTimeoutMs };
}

function issuesOf(parsed: z.ZodSafeParseResult<unknown>) {
  const issues = parsed.error?.issues ?? [];
  return issues.map(({ path, message }) => ({ path, message: path[0] === 'IAMPORT_MODE' ? MODE_RULE : message }));
}
const MODE_RULE = 'must be live or test';

/** Settings and the options that set them, in the form that the settings have in the environment. */
const OPTIONS: Readonly<Record<string, readonly [option: string, valueOf: (options: CheckoutOptions) => unknown]>> = {
  IAMPORT_API_URL: ['iamport.apiUrl', ({ iamport }) => iamport?.apiUrl],
  IAMPORT_API_KEY: ['iamport.apiKey', ({ iamport }) => iamport?.apiKey],
  IAMPORT_API_SECRET: ['iamport.apiSecret', ({ iamport }) => iamport?.apiSecret],
  INICIS_API_KEY: ['iamport.inicisApiKey', ({ iamport }) => iamport?.inicisApiKey],
  IAMPORT_MODE: ['iamport.mode', ({ iamport }) => iamport?.mode],
  PREPARE_AMOUNTS: ['prepareAmounts', ({ prepareAmounts }) => onOff(prepareAmounts)],
  CONFIRM_HOOK_FAILURE: ['confirmFailure', ({ confirmFailure }) => confirmFailure],
  SHOP_WEBHOOK_URL: ['shopWebhook.url', ({ shopWebhook }) => shopWebhook?.url],
  SHOP_WEBHOOK_SECRET: ['shopWebhook.secrets', ({ shopWebhook }) => listOf(shopWebhook?.secrets)],
  SOLAPI_API_URL: ['solapi.apiUrl', ({ solapi }) => solapi?.apiUrl],
  SOLAPI_API_KEY: ['solapi.apiKey', ({ solapi }) => solapi?.apiKey],
  SOLAPI_API_SECRET: ['solapi.apiSecret', ({ solapi }) => solapi?.apiSecret],
  SOLAPI_SENDER: ['solapi.sender', ({ solapi }) => solapi?.sender],
  ALERT_WEBHOOK_URL: ['alerts.url', ({ alerts }) => alerts?.url],
  RECONCILE: ['reconcile', ({ reconcile }) => onOff(reconcile !== false)],
  RECONCILE_POLL_SCHEDULE: ['reconcile.pollDelaysMs', (options) => scheduleOf(reconcileOf(options).pollDelaysMs)],
  RECONCILE_CALLS_PER_MINUTE: ['reconcile.callsPerMinute', (options) => reconcileOf(options).callsPerMinute],
  RECONCILE_FIRST_DAYS: ['reconcile.firstDays', (options) => reconcileOf(options).firstDays],
  REPAIR_ON_READ_AFTER_S: ['repairOnReadAfterS', ({ repairOnReadAfterS }) => repairOnReadAfterS],
  VBANK_REMINDER_HOURS: ['vbankReminderHours', ({ vbankReminderHours }) => vbankReminderHours],
  FORGED_PAYMENT: ['forgedPayment', ({ forgedPayment }) => forgedPayment],
  DUPLICATE_PAYMENT: ['duplicatePayment', ({ duplicatePayment }) => duplicatePayment],
  LATE_PAYMENT: ['latePayment', ({ latePayment }) => latePayment],
  VBANK_MAX_DAYS: ['vbankMaxDays', ({ vbankMaxDays }) => vbankMaxDays],
  RETAIN_BUYER_DAYS: ['retainBuyerDays', ({ retainBuyerDays }) => retainBuyerDays],
  CORS_ORIGINS: ['corsOrigins', ({ corsOrigins }) => listOf(corsOrigins)],
  CHECKOUT_RESULT_URL: ['resultUrl', ({ resultUrl }) => resultUrl],
  RATE_LIMIT_PER_MINUTE: ['rateLimitPerMinute', ({ rateLimitPerMinute }) => rateLimitPerMinute],
  LOOKUPS_PER_MINUTE: ['lookUpsPerMinute', ({ lookUpsPerMinute }) => lookUpsPerMinute],
  GATEWAY_ADDRESSES: ['gatewayAddresses', ({ gatewayAddresses }) => listOf(gatewayAddresses)],
};

const reconcileOf = ({ reconcile }: CheckoutOptions): ReconcileOptions => (reconcile ? reconcile : {});
const onOff = (isOn: boolean | undefined) => (isOn === undefined ? undefined : isOn ? 'on' : 'off');
const listOf = (items: readonly string[] | undefined) => items?.join(',');
const scheduleOf = (delaysMs: readonly number[] | undefined) => delaysMs?.map((ms) => `${ms / 1_000}s`).join(',');
const optionOf = (setting: string) => OPTIONS[setting]?.[0] ?? setting;

function settingsOf(options: CheckoutOptions): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([setting, [, valueOf]]) => {
      const value = valueOf(options ?? {});
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}

/** A decision about money that is misspelt would keep its default unnoticed. */
function unknownOptions(options: CheckoutOptions): InputError[] {
  const known = [...Object.values(OPTIONS).map(([option]) => option), ...Object.keys(Own.shape)];
  const groups = known.filter((option) => option.includes('.')).map((option) => option.slice(0, option.indexOf('.')));
  const given = Object.entries(options ?? {}).flatMap(([name, value]: [string, unknown]) =>
    groups.includes(name) && typeof value === 'object' && value !== null
      ? Object.keys(value).map((part) => `${name}.${part}`)
      : [name],
  );
  return given
    .filter((name) => !known.includes(name) && !groups.includes(name))
    .map((field) => ({ field, message: 'is no option' }));
}

/** A carrier that lacks one of its parts would be switched off unnoticed. */
function missingParts({ shopWebhook, solapi }: CheckoutOptions): InputError[] {
  const missing = [
    ...(shopWebhook && shopWebhook.url === undefined ? ['shopWebhook.url'] : []),
    ...(shopWebhook && shopWebhook.secrets === undefined ? ['shopWebhook.secrets'] : []),
    ...(['apiKey', 'apiSecret', 'sender'] as const).flatMap((part) =>
      solapi && solapi[part] === undefined ? [`solapi.${part}`] : [],
    ),
  ];
  return missing.map((field) => ({ field, message: 'is missing' }));
}
