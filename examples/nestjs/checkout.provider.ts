import { createCheckout, type Checkout } from 'iamport-checkout-backend';

/** The token of the provider. */
export const CHECKOUT = Symbol('checkout');
export type { Checkout };

const { env } = process;

/** One checkout for the app. Nest waits for it before the app starts. */
export const checkoutProvider = {
  provide: CHECKOUT,
  useFactory: (): Promise<Checkout> =>
    createCheckout({
      connection: env['MONGODB_URI'] ?? 'mongodb://127.0.0.1:27017/shop',
      iamport: {
        apiKey: env['IAMPORT_API_KEY'] ?? '',
        apiSecret: env['IAMPORT_API_SECRET'] ?? '',
        mode: env['IAMPORT_MODE'] === 'live' ? 'live' : 'test',
        // The sandbox, while there is no account at i'mport.
        ...(env['IAMPORT_API_URL'] && { apiUrl: env['IAMPORT_API_URL'] }),
      },
    }),
};
