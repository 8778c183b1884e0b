import type { Logger } from 'pino';
import { LIMITS } from '../composition/limits';
import { openDeadline } from '../composition/open-deadline';
import { describeFailure } from '../domain/describe-failure';
import { CheckoutError } from '../domain/errors';
import type { AskShop } from '../services/confirm-payment';
import type { CheckoutOptions } from './checkout-options';
import { toCheckoutOrder } from './to-checkout-order';

const MAX_REASON = 200;

/**
 * Makes the shop's function one that is asked before a payment is approved (§6). It has as much time as the server of a shop that runs the
 * service.
 *
 * @returns a function that throws CheckoutError `unavailable` where the shop's function fails, is late, or answers with neither nothing
 *   nor a text
 */
export function createAskShop(confirm: NonNullable<CheckoutOptions['confirm']>, logger: Logger): AskShop {
  const withinLimit = openDeadline(LIMITS.confirmHookMs, 'answer of the option confirm');
  return async ({ order, impUid }) => {
    try {
      const reason: unknown = await withinLimit(async () => confirm({ order: toCheckoutOrder(order), impUid }));
      if (reason === null || reason === undefined) return null;
      if (typeof reason === 'string') return reason.slice(0, MAX_REASON);
      throw new TypeError('the option confirm answered with neither nothing nor a text');
    } catch (err) {
      logger.warn(
        { reason: describeFailure(err), merchant_uid: order.merchantUid, imp_uid: impUid },
        'option confirm failed',
      );
      throw new CheckoutError('unavailable', 'the option confirm gave no answer', { cause: err });
    }
  };
}
