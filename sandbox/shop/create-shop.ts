import { listen } from '../iamport/http/listen';
import { createShopApp } from './shop-app';
import { shopSettings, type ShopOptions } from './shop-options';

export type { ShopOptions } from './shop-options';

/** A shop that listens. */
export interface Shop {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Where the service should send a phone after paying: its `CHECKOUT_RESULT_URL`. */
  readonly resultUrl: string;
  /** Stops listening and breaks open connections. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a small shop in front of the checkout service. The service has to list the shop's address in `CORS_ORIGINS`.
 *
 * @throws the error of `listen` where the port is taken
 */
export async function createShop(options: ShopOptions): Promise<Shop> {
  const app = createShopApp(shopSettings(options));
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
  return { url, resultUrl: `${url}/result`, close };
}
