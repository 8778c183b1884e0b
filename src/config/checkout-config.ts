import type { z } from 'zod';
import type { MoneyPolicy } from '../domain/money-policy';
import { deliveryConfig, type DeliveryConfig } from './delivery-settings';
import type { Settings } from './settings';

/** The checked settings of a checkout, in the service or in the shop's process. Its secrets are never logged. */
export interface CheckoutConfig extends DeliveryConfig {
  readonly iamport: {
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    /** KG Inicis revokes virtual accounts only with this key (§5.2); null where it is not set. */
    readonly inicisApiKey: string | null;
    readonly mode: 'live' | 'test';
  };
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
  readonly rateLimitPerMinute: number;
  /** 0 for no limit. */
  readonly unsolicitedLookUpsPerMinute: number;
  /** Addresses of i'mport's webhooks: a hint for the limits, never a proof. */
  readonly gatewayAddresses: readonly string[];
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** The settings that only the service has. */
export type ServiceSettingName =
  | 'NODE_ENV'
  | 'PORT'
  | 'METRICS_PORT'
  | 'METRICS_HOST'
  | 'HOST'
  | 'MONGODB_URI'
  | 'ORDERS_API_KEY'
  | 'OPERATOR_KEYS_FILE'
  | 'LOG_LEVEL'
  | 'API_DOCS'
  | 'DESK'
  | 'TRUST_PROXY';

/** The parsed settings of a checkout. */
export type CheckoutSettings = Omit<z.output<typeof Settings>, ServiceSettingName>;

/** Turns parsed settings into values as the code uses them. @param hasDesk whether links lead to the desk. @default there is none */
export function toCheckoutConfig(settings: CheckoutSettings, hasDesk = false): CheckoutConfig {
  const { CONFIRM_HOOK_URL: url, CONFIRM_HOOK_SECRET: secret } = settings;
  return {
    iamport: {
      apiUrl: settings.IAMPORT_API_URL.replace(/\/+$/, ''),
      apiKey: settings.IAMPORT_API_KEY,
      apiSecret: settings.IAMPORT_API_SECRET,
      inicisApiKey: settings.INICIS_API_KEY ?? null,
      mode: settings.IAMPORT_MODE ?? 'test',
    },
    prepareAmounts: settings.PREPARE_AMOUNTS === 'on',
    confirmHook: url !== undefined && secret !== undefined ? { url, secret } : null,
    confirmHookFailure: settings.CONFIRM_HOOK_FAILURE,
    ...deliveryConfig(settings, hasDesk),
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
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    unsolicitedLookUpsPerMinute: settings.LOOKUPS_PER_MINUTE,
    gatewayAddresses: settings.GATEWAY_ADDRESSES,
  };
}

function reconcileOf(settings: CheckoutSettings): CheckoutConfig['reconcile'] {
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
