import type { OrderChange } from './apply-verdict';
import type { Order } from './order';

/** The order as it stands once a change is stored, if nobody else changes it. */
export function orderAfter(order: Order, change: OrderChange): Order {
  const { state, paidBy, virtualAccount, payments, history, attention } = change;
  return {
    ...order,
    state,
    paidBy,
    virtualAccount,
    payments,
    revision: order.revision + 1,
    history: [...order.history, ...history],
    attention: [...order.attention, ...attention],
  };
}
