import { z } from 'zod';
import { webhookSecret, webUrl } from './setting-types';

/** Settings of the carriers. */
export const DELIVERY_SETTINGS = {
  SHOP_WEBHOOK_URL: webUrl.optional(),
  SHOP_WEBHOOK_SECRET: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(webhookSecret).min(1, 'must have a secret'))
    .optional(),
  SOLAPI_API_URL: webUrl.default('https://api.solapi.com'),
  SOLAPI_API_KEY: z.string().optional(),
  SOLAPI_API_SECRET: z.string().optional(),
  SOLAPI_SENDER: z
    .string()
    .regex(/^[\d-]{8,14}$/, 'must be a phone number of digits and "-"')
    .optional(),
  ALERT_WEBHOOK_URL: webUrl.optional(),
  PUBLIC_URL: webUrl.optional(),
};

/** Settings of the remote carriers; null where messages go to the log. Its secrets are never logged. */
export interface DeliveryConfig {
  readonly shopWebhook: { readonly url: string; readonly secrets: readonly string[] } | null;
  readonly solapi: {
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly sender: string;
  } | null;
  /** Null where nobody is alerted. `publicUrl` has no slash at the end; null for alerts without links. */
  readonly alerts: { readonly url: string; readonly publicUrl: string | null } | null;
}

const SOLAPI = ['SOLAPI_API_KEY', 'SOLAPI_API_SECRET', 'SOLAPI_SENDER'] as const;

/** The settings that are missing or do not fit together, one line per setting. */
export function deliveryProblems(
  set: Readonly<Record<string, string | undefined>>,
  { isProduction }: { readonly isProduction: boolean },
): string[] {
  const missing = SOLAPI.filter((name) => set[name] === undefined);
  return [
    ...(set['SHOP_WEBHOOK_URL'] !== undefined && set['SHOP_WEBHOOK_SECRET'] === undefined
      ? ['SHOP_WEBHOOK_SECRET is missing: SHOP_WEBHOOK_URL is called with a signature']
      : []),
    ...(isProduction && /^http:/i.test(set['ALERT_WEBHOOK_URL'] ?? '')
      ? ['ALERT_WEBHOOK_URL must be an https: address in production: whoever reads it can post']
      : []),
    ...(missing.length < SOLAPI.length ? missing.map((name) => `${name} is missing: Solapi needs all three`) : []),
  ];
}

/** The carriers whose settings are complete. @param isDeskOn whether there are pages that alerts can link to */
export function deliveryConfig(
  settings: z.output<z.ZodObject<typeof DELIVERY_SETTINGS>>,
  isDeskOn: boolean,
): DeliveryConfig {
  const { SHOP_WEBHOOK_URL: url, SHOP_WEBHOOK_SECRET: secrets } = settings;
  const { SOLAPI_API_KEY: apiKey, SOLAPI_API_SECRET: apiSecret, SOLAPI_SENDER: sender } = settings;
  const { ALERT_WEBHOOK_URL: alertUrl, PUBLIC_URL: address } = settings;
  const publicUrl = isDeskOn && address !== undefined ? address.replace(/\/+$/, '') : null;
  const apiUrl = settings.SOLAPI_API_URL.replace(/\/+$/, '');
  return {
    shopWebhook: url !== undefined && secrets !== undefined ? { url, secrets } : null,
    solapi:
      apiKey !== undefined && apiSecret !== undefined && sender !== undefined
        ? { apiUrl, apiKey, apiSecret, sender }
        : null,
    alerts: alertUrl === undefined ? null : { url: alertUrl, publicUrl },
  };
}
