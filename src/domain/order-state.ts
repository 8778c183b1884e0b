/**
 * - `pending`: nothing that counts has happened; attempts may have failed
 * - `ready`: a virtual account is issued and waits for its deposit
 * - `paid`: settled by the payment in `paidBy`
 * - `partially_cancelled`: settled, and a part of it given back
 * - `cancelled`: settled, and all of it given back
 * - `expired`: its deadline passed without a payment made in time
 * - `closed`: the shop closed it before anything was paid
 */
export type OrderState = 'pending' | 'ready' | 'paid' | 'partially_cancelled' | 'cancelled' | 'expired' | 'closed';

/**
 * Where each state may go. A state that leads to itself is a transition too: another virtual account of a `ready` order
 * or other terms of the one it has, a further part of a `partially_cancelled` one. `expired` and `closed` may still be settled, by a payment that was made
 * before the deadline or the closing and is only reported later.
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

/** The state of an order that was just registered. */
export const INITIAL_STATE: OrderState = 'pending';

/** Whether an order in state `from` may move to state `to`. */
export function canMove(from: OrderState, to: OrderState): boolean {
  return ORDER_TRANSITIONS[from].includes(to);
}

/** States of a table that cannot be reached from its initial state; a test keeps this list empty. */
export function unreachableStates<State extends string>(
  transitions: Readonly<Record<State, readonly State[]>>,
  initial: State,
): State[] {
  const reached = new Set<State>([initial]);
  for (const state of reached) transitions[state].forEach((next) => reached.add(next));
  return (Object.keys(transitions) as State[]).filter((state) => !reached.has(state));
}
