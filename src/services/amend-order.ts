import { toAmount } from '../domain/money';
import type { Order } from '../domain/order';
import { INITIAL_STATE } from '../domain/order-state';
import { hasMoneyAtStake } from '../domain/payment';
import type { Orders } from '../store/orders';
import type { PrepareOrder } from './prepare-order';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';

/** What the shop wants changed; what is absent stays. Its shape has been checked, nothing else. */
export interface Amendment {
  readonly merchantUid: string;
  readonly name?: string | undefined;
  /** A decimal of the order's currency. */
  readonly amount?: number | undefined;
}

/** What came of it; `locked` where something is paid, or an account is issued over the present amount. */
export type AmendResult =
  | { readonly result: 'amended'; readonly order: Order }
  | { readonly result: 'orderNotFound' | 'locked' | 'amountInvalid' };

/** What amendOrder needs of the world. */
export interface AmendOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly amendOrder: Orders['amendOrder'];
  readonly prepareOrder: PrepareOrder | null;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Changes amount or name of an order while nothing is paid, and registers the new amount with i'mport before it returns
 * (§4). The order's revision rises, so a payment that was judged by the old amount is judged again.
 *
 * @throws CheckoutError `unavailable`
 */
export async function amendOrder(deps: AmendOrderDeps, amendment: Amendment): Promise<AmendResult> {
  const found = await deps.findOrder(amendment.merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  return retryLostRaces<AmendResult>(deps, found, async (order) => {
    if (order.state !== INITIAL_STATE || order.payments.some(hasMoneyAtStake)) return { result: 'locked' };
    const amount = amendment.amount === undefined ? order.amount : toAmount(amendment.amount, order.currency);
    if (amount === null) return { result: 'amountInvalid' };
    const terms = { name: amendment.name ?? order.name, amount };
    if (!(await deps.amendOrder(order, terms, deps.prepareOrder && deps.now()))) return LOST_RACE;
    const amended = { ...order, ...terms, preparedAt: null, revision: order.revision + 1 };
    return {
      result: 'amended',
      order: deps.prepareOrder === null ? amended : (await deps.prepareOrder(amended)).order,
    };
  });
}
