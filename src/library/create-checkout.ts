import type { Checkout } from './checkout';
import type { CheckoutOptions } from './checkout-options';

/**
 * Creates the checkout of one merchant in the shop's own process. Nothing runs before `start()`, but the check of the indexes. It
 * reads no environment, handles no signal, and changes nothing of the shop's app, models or mongoose.
 *
 * @throws CheckoutUsageError `invalidOptions` naming every wrong option, `unsuitableConnection`; CheckoutError `unavailable` where the
 *   database cannot be reached
 */
export async function createCheckout(options: CheckoutOptions): Promise<Checkout> {
  // Loaded here, so that an import of the package costs nothing.
  const { openCheckout } = await import('./open-checkout.js');
  return openCheckout(options);
}
