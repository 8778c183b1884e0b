import { z } from 'zod';
import type { ShopOptions } from './shop-options';

const DEFAULT_PORT = 5050;

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const webUrl = z.url({ protocol: /^https?$/ });

const Env = z.object({
  SHOP_PORT: z.preprocess(blankIsUnset, z.coerce.number<string>().int().min(0).max(65_535).default(DEFAULT_PORT)),
  SHOP_HOST: z.preprocess(blankIsUnset, z.string().optional()),
  SHOP_SERVICE_URL: z.preprocess(blankIsUnset, webUrl.default('http://127.0.0.1:3000')),
  SHOP_SERVICE_URL_OF_SERVERS: z.preprocess(blankIsUnset, webUrl.optional()),
  SHOP_SANDBOX_URL: z.preprocess(blankIsUnset, webUrl.default('http://127.0.0.1:3900')),
  ORDERS_API_KEY: z.string().min(1),
});

/**
 * Options of the stand-alone shop from the environment. Only the service's `ORDERS_API_KEY` is required.
 *
 * @throws Error naming every bad setting
 */
export function shopOptionsFromEnv(env: Readonly<Record<string, string | undefined>>): ShopOptions {
  const parsed = Env.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const it = parsed.data;
  return {
    port: it.SHOP_PORT,
    host: it.SHOP_HOST,
    serviceUrl: it.SHOP_SERVICE_URL,
    serviceUrlOfServers: it.SHOP_SERVICE_URL_OF_SERVERS,
    sandboxUrl: it.SHOP_SANDBOX_URL,
    ordersApiKey: it.ORDERS_API_KEY,
  };
}
