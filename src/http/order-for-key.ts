import type { Response } from 'express';
import type { Order } from '../domain/order';
import type { ChangedOrderAnswer } from './contract/order-answer';
import { hasScope } from './require-key';
import { toOrderAnswer } from './to-order-answer';

/**
 * An order in the answer to its change. A key without the scope `orders:read` sees what the change is about, and no more.
 *
 * @param res of a request that has passed `requireKey`
 */
export function orderForKey(res: Response, order: Order): ChangedOrderAnswer {
  const whole = toOrderAnswer(order);
  if (hasScope(res, 'orders:read')) return whole;
  const { merchant_uid, status, name, amount, currency, expires_at, prepared, paid_by } = whole;
  return { merchant_uid, status, name, amount, currency, expires_at, prepared, paid_by };
}
