import { CHAIR, useLibrary, type Options, type TestCheckout } from './library';

export const HOUR_MS = 60 * 60_000;

/** `useLibrary`, with what tests of handlers need. */
export function useHandlers() {
  const library = useLibrary();
  return {
    ...library,
    /** Registers an order, pays it and verifies the payment. @returns its key */
    async payOrder(checkout: TestCheckout): Promise<string> {
      const { merchantUid } = await checkout.orders.register(CHAIR);
      const impUid = library.pay(merchantUid);
      expect(await checkout.verify({ impUid, merchantUid })).toBe('success');
      return merchantUid;
    },
    /** Creates a checkout, sets its handlers and starts it. */
    async startWith(set: (checkout: TestCheckout) => void, options?: Options): Promise<TestCheckout> {
      const checkout = await library.create(options);
      set(checkout);
      await checkout.start();
      return checkout;
    },
  };
}
