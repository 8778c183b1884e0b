import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics';
import { skipPoisonOrder, type TryOrder } from '../services/skip-poison-order';

/** Begins runs of a pass that skip an order that fails, and log and count it. @param pass its name in the metrics */
export function skipOrders(pass: 'redact' | 'resend', logger: Logger, { observe }: Metrics): () => TryOrder {
  // From the start: the growth of a series that appears with its first order would lack that one.
  observe('checkout_orders_skipped_total', { pass }, 0);
  return () =>
    skipPoisonOrder((err, merchantUid) => {
      observe('checkout_orders_skipped_total', { pass });
      logger.error({ merchant_uid: merchantUid, err }, 'order skipped');
    });
}
