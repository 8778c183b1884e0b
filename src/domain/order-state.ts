/**
 * - `pending`: no payment and no open account; attempts may have failed
 * - `ready`: a virtual account is issued and waits for its deposit
 * - `paid`: settled by the payment in `paidBy`
 * - `partially_cancelled`: settled, then refunded in part
 * - `cancelled`: settled, then refunded whole
 * - `expired`: the deadline passed without a payment made in time
 * - `closed`: the shop closed it before anything was paid
 */
export type OrderState = 'pending' | 'ready' | 'paid' | 'partially_cancelled' | 'cancelled' | 'expired' | 'closed';

/**
 * The states that each state may move to. A state that leads to itself is a transition too: a `ready` order gets
 * another virtual account or new terms of its account; a `partially_cancelled` order is refunded by a further part. An
 * `expired` or `closed` order may still be settled by a payment that was made before the deadline or closing and is
 * reported later.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: ['ready', 'paid', 'partially_cancelled', 'expired', 'closed'],
  ready: ['ready', 'pending', 'paid', 'partially_cancelled', 'expired', 'closed'],
  paid: ['partially_cancelled', 'cancelled'],
  partially_cancelled: ['partially_cancelled', 'cancelled'],
  cancelled: [],
  expired: ['paid', 'partially_cancelled'],
  closed: ['paid', 'partially_cancelled'],
};

/** The state of a new order. */
export const INITIAL_STATE: OrderState = 'pending';

/** Whether an order in state `from` may move to state `to`. */
export function canMove(from: OrderState, to: OrderState): boolean {
  return ORDER_TRANSITIONS[from].includes(to);
}
