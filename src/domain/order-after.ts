import type { PaymentAcceptance } from './accept-payment';
import type { OrderChange } from './apply-verdict';
import type { OrderClosing } from './change-cancels';
import type { Order } from './order';

/** The order as it stands once a change is stored, if nobody else changes it. */
export function orderAfter(order: Order, change: OrderChange | OrderClosing | PaymentAcceptance): Order {
  const { state, paidBy, virtualAccount, payments, unlistedAccounts, cancels, history, attention } = change;
  const attentionSince = order.attentionSince ?? attention[0]?.at;
  return {
    ...order,
    ...('closing' in change && { closedAt: change.closedAt, closing: change.closing }),
    ...('earlierAmounts' in change && { amount: change.amount, earlierAmounts: change.earlierAmounts }),
    state,
    paidBy,
    virtualAccount,
    payments,
    unlistedAccounts,
    cancels,
    revision: order.revision + 1,
    history: [...order.history, ...history],
    attention: [...order.attention, ...attention],
    ...(attentionSince && { attentionSince }),
  };
}
