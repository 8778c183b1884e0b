import type { Buyer, Order, OrderTerms } from '../domain/order';
import { INITIAL_STATE } from '../domain/order-state';
import type { Orders } from '../store/orders';

/** What the shop's server asks for. Its shape and its amount have been checked, nothing else. */
export interface OrderRequest extends Omit<OrderTerms, 'merchantUid'> {
  /** Made here where the shop gives none. */
  readonly merchantUid: string | null;
}

/** What came of it: `unchanged` is the same request again, `conflict` another order under the same `merchantUid`. */
export type Registration =
  | { readonly result: 'created' | 'unchanged'; readonly order: Order }
  | { readonly result: 'conflict' }
  | { readonly result: 'expiresInPast' };

/** What registerOrder needs of the world. */
export interface RegisterOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly createOrder: Orders['createOrder'];
  readonly now: () => Date;
  /** A unique id of at most 40 letters and digits, which every PG accepts (§8.2). */
  readonly newMerchantUid: () => string;
}

/**
 * Stores an order before its payment window opens. Idempotent: the same request again finds the stored order.
 *
 * @throws CheckoutError `unavailable`
 */
export async function registerOrder(deps: RegisterOrderDeps, request: OrderRequest): Promise<Registration> {
  const merchantUid = request.merchantUid ?? deps.newMerchantUid();
  const order = newOrder({ ...request, merchantUid }, deps.now());
  // An order that is there already may be asked for again after its deadline.
  const isTooLate = order.expiresAt !== null && order.expiresAt <= order.createdAt;
  if (!isTooLate && (await deps.createOrder(order))) return { result: 'created', order };

  const stored = await deps.findOrder(merchantUid);
  if (stored === null) return { result: 'expiresInPast' };
  return hasSameTerms(stored, order) ? { result: 'unchanged', order: stored } : { result: 'conflict' };
}

function newOrder(terms: OrderTerms, createdAt: Date): Order {
  const { merchantUid, name, amount, currency, customerId, buyer, expiresAt } = terms;
  return {
    merchantUid,
    name,
    amount,
    currency,
    customerId,
    buyer,
    expiresAt,
    state: INITIAL_STATE,
    revision: 0,
    paidBy: null,
    virtualAccount: null,
    closedAt: null,
    payments: [],
    attention: [],
    history: [],
    createdAt,
  };
}

const BUYER_FIELDS = ['name', 'email', 'tel', 'addr', 'postcode'] as const satisfies readonly (keyof Buyer)[];

function hasSameTerms(a: OrderTerms, b: OrderTerms): boolean {
  return (
    a.name === b.name &&
    a.amount === b.amount &&
    a.currency === b.currency &&
    a.customerId === b.customerId &&
    a.expiresAt?.getTime() === b.expiresAt?.getTime() &&
    BUYER_FIELDS.every((field) => a.buyer?.[field] === b.buyer?.[field])
  );
}
