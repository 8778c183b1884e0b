import type { Attention, Order, Payment } from '../../src/client';

/** How an order stands, in the words of `POST /payments/complete`, which the pages have texts for. */
export type OrderOutcome =
  'success' | 'partlyCancelled' | 'vbankIssued' | 'cancelled' | 'orderClosed' | 'forgery' | 'failed' | 'pending';

/** What whoever has the order's address may see: no buyer, no payment ids, no evidence. */
export interface OrderView {
  readonly merchant_uid: string;
  /** The service's own word for the state. */
  readonly status: string;
  readonly outcome: OrderOutcome;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly virtual_account: Order['virtual_account'];
  /** Why the last attempt failed, in the PG's words; only while nothing is paid. */
  readonly fail_reason: string | null;
  /** A second payment came in: the shop owes the buyer a refund. */
  readonly paid_twice: boolean;
}

const OUTCOME_BY_STATUS: Readonly<Record<string, OrderOutcome>> = {
  paid: 'success',
  partially_cancelled: 'partlyCancelled',
  ready: 'vbankIssued',
  cancelled: 'cancelled',
  expired: 'orderClosed',
  closed: 'orderClosed',
};
const MISMATCHES = ['replay', 'testChannel', 'currencyDiffers', 'amountDiffers'];

/** As much of an order as the shop looks at. */
export type SeenOrder = Pick<Order, 'merchant_uid' | 'name' | 'amount' | 'currency' | 'virtual_account'> & {
  /** A later service may have further states. */
  readonly status: string;
  readonly payments: readonly Pick<Payment, 'outcome' | 'fail_reason'>[];
  readonly attention: readonly Pick<Attention, 'reason'>[];
};

/** Makes the public view of an order. */
export function orderView(order: SeenOrder): OrderView {
  const { merchant_uid, status, name, amount, currency } = order;
  const outcome = OUTCOME_BY_STATUS[status] ?? unsettledOutcome(order);
  return {
    merchant_uid,
    status,
    outcome,
    name,
    amount,
    currency,
    virtual_account: order.virtual_account,
    fail_reason: outcome === 'failed' ? (order.payments.at(-1)?.fail_reason ?? null) : null,
    paid_twice: order.attention.some(({ reason }) => reason === 'duplicate'),
  };
}

/** Of an order that nothing has settled, what came last. */
function unsettledOutcome({ payments, attention }: SeenOrder): OrderOutcome {
  if (MISMATCHES.includes(attention.at(-1)?.reason ?? '')) return 'forgery';
  return payments.at(-1)?.outcome === 'failed' ? 'failed' : 'pending';
}
