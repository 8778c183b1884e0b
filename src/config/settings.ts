import { z } from 'zod';
import { DELIVERY_SETTINGS } from './delivery-settings';
import { RECONCILE_SETTINGS } from './reconcile-settings';
import { OUTSIDE_SETTINGS } from './outside-settings';
import { MONEY_POLICY_SETTINGS } from './money-policy-settings';
import { list, onOrOff, required, webhookSecret, webUrl, wholeNumber } from './setting-types';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MIN_KEY_LENGTH = 16;

/** An origin as in the `Origin` header: no path, no trailing slash. */
const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: ({ input }) => `must list origins such as https://shop.example, and "${String(input)}" is none`,
});

/** Every setting, by the name of its environment variable. */
export const Settings = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: wholeNumber(0, 65_535).default(3000),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  HOST: z.string().default('0.0.0.0'),
  MONGODB_URI: required
    .regex(/^mongodb(\+srv)?:\/\/./, 'must begin with mongodb:// or mongodb+srv://')
    .regex(/^[^?]*:\/\/[^/?]+\/[^/?]+/, 'must name a database: mongodb://host/checkout')
    .refine((uri) => !/[?&](journal|j)=false/i.test(uri), 'must not switch the journal off'),
  IAMPORT_API_URL: webUrl.default('https://api.iamport.kr'),
  IAMPORT_API_KEY: required,
  IAMPORT_API_SECRET: required,
  INICIS_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be of printable ASCII without spaces')
    .optional(),
  IAMPORT_MODE: z.enum(['live', 'test'], 'must be live or test').optional(),
  ORDERS_API_KEY: required
    .regex(/^[\x21-\x7e]+$/, 'must be of printable ASCII without spaces')
    .min(MIN_KEY_LENGTH, `must have at least ${MIN_KEY_LENGTH} characters`),
  OPERATOR_KEYS_FILE: z.string().optional(),
  PREPARE_AMOUNTS: onOrOff.default('on'),
  CONFIRM_HOOK_URL: webUrl.optional(),
  CONFIRM_HOOK_SECRET: webhookSecret.optional(),
  CONFIRM_HOOK_FAILURE: z.enum(['refuse', 'allow'], 'must be refuse or allow').default('refuse'),
  ...DELIVERY_SETTINGS,
  ...RECONCILE_SETTINGS,
  ...MONEY_POLICY_SETTINGS,
  RETAIN_BUYER_DAYS: wholeNumber(0, 36_500).default(0),
  CORS_ORIGINS: list.prefault('').pipe(z.array(origin)),
  CHECKOUT_RESULT_URL: webUrl.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  API_DOCS: onOrOff.optional(),
  DESK: onOrOff.default('off'),
  ...OUTSIDE_SETTINGS,
});
