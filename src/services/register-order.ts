import type { Buyer, Order, OrderTerms } from '../domain/order';
import type { Poll } from '../domain/next-poll';
import { INITIAL_STATE } from '../domain/order-state';
import type { Orders } from '../store/orders';
import type { PrepareOrder } from './prepare-order';

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

/** The service as the routes call it, with its dependencies bound. */
export type RegisterOrder = (request: OrderRequest) => Promise<Registration>;

export interface RegisterOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly createOrder: Orders['createOrder'];
  readonly now: () => Date;
  /** Registers the amount with i'mport; null where that is switched off. */
  readonly prepareOrder: PrepareOrder | null;
  /** How long the request alone may register the amount; then the pass over the unprepared orders takes it. */
  readonly ownTryMs: number;
  /** When it is looked up at i'mport for the first time, if nobody reports anything. */
  readonly firstPoll: (order: Order) => Poll;
  /** A unique id of at most 40 letters and digits, which every PG accepts (§8.2). */
  readonly newMerchantUid: () => string;
}

/**
 * Stores an order before its payment window opens, and registers its amount with i'mport (§4): an order whose
 * `preparedAt` is null was stored, and is registered later. Idempotent: the same request again finds the stored order.
 *
 * @throws CheckoutError `unavailable`
 */
export async function registerOrder(deps: RegisterOrderDeps, request: OrderRequest): Promise<Registration> {
  const merchantUid = request.merchantUid ?? deps.newMerchantUid();
  const order = newOrder({ ...request, merchantUid }, deps.now());
  // An order that is there already may be asked for again after its deadline.
  const isTooLate = order.expiresAt !== null && order.expiresAt <= order.createdAt;
  const prepareDueAt = deps.prepareOrder && new Date(order.createdAt.getTime() + deps.ownTryMs);
  if (!isTooLate && (await deps.createOrder(order, prepareDueAt, deps.firstPoll(order)))) {
    return { result: 'created', order: await prepared(deps, order) };
  }

  const stored = await deps.findOrder(merchantUid);
  if (stored === null) return { result: 'expiresInPast' };
  if (!hasSameTerms(stored, order)) return { result: 'conflict' };
  return { result: 'unchanged', order: await prepared(deps, stored) };
}

async function prepared(deps: RegisterOrderDeps, order: Order): Promise<Order> {
  const isWanted = order.preparedAt === null && order.state === INITIAL_STATE;
  return isWanted && deps.prepareOrder !== null ? (await deps.prepareOrder(order)).order : order;
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
    closing: null,
    preparedAt: null,
    earlierAmounts: [],
    payments: [],
    unlistedAccounts: [],
    cancels: [],
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
