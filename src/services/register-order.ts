import type { Actor } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import { toDecimal } from '../domain/money';
import type { Buyer, Order, OrderTerms } from '../domain/order';
import type { Poll } from '../domain/next-poll';
import { INITIAL_STATE } from '../domain/order-state';
import { newOutboxEntry } from '../domain/outbox';
import type { Orders } from '../store/orders';
import type { PrepareOrder } from './prepare-order';

/** The order that the shop's server registers. Only its shape and its amount have been checked. */
export interface OrderRequest extends Omit<OrderTerms, 'merchantUid'> {
  /** Null when the shop gives none; the service then makes one. */
  readonly merchantUid: string | null;
}

/** The result: `unchanged` for a repeated request, `conflict` for different terms under the same `merchantUid`. */
export type Registration =
  | { readonly result: 'created' | 'unchanged'; readonly order: Order }
  | { readonly result: 'conflict' }
  | { readonly result: 'expiresInPast' };

/** The service with its dependencies bound. */
export type RegisterOrder = (request: OrderRequest, actor: Actor) => Promise<Registration>;

export interface RegisterOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly createOrder: Orders['createOrder'];
  readonly now: () => Date;
  /** Registers the amount with i'mport; null when the setting is off. */
  readonly prepareOrder: PrepareOrder | null;
  /**
   * How long the request alone may register the amount, in milliseconds; then the pass over unprepared orders takes
   * over.
   */
  readonly ownTryMs: number;
  /** The order's first poll, in case no report comes. */
  readonly firstPoll: (order: Order) => Poll;
  /** A unique id of at most 40 letters and digits, which every PG accepts (§8.2). */
  readonly newMerchantUid: () => string;
  /** Makes the id of a message. */
  readonly newId: () => string;
}

/**
 * Stores an order before its payment window opens, and registers its amount with i'mport (§4). When the registration
 * fails, `preparedAt` is null and a pass registers the amount later. Idempotent: a repeat returns the stored order.
 *
 * @param actor who asks, for the audit log; null records nobody
 * @throws CheckoutError `unavailable`
 */
export async function registerOrder(
  deps: RegisterOrderDeps,
  request: OrderRequest,
  actor: Actor | null,
): Promise<Registration> {
  const merchantUid = request.merchantUid ?? deps.newMerchantUid();
  const order = newOrder({ ...request, merchantUid }, deps.now());
  // Not refused here: a repeat after the deadline must still find the stored order.
  const isTooLate = order.expiresAt !== null && order.expiresAt <= order.createdAt;
  if (!isTooLate && (await create(deps, order, actor))) {
    return { result: 'created', order: await prepared(deps, order) };
  }

  const stored = await deps.findOrder(merchantUid);
  if (stored === null) return { result: 'expiresInPast' };
  if (!hasSameTerms(stored, order)) return { result: 'conflict' };
  return { result: 'unchanged', order: await prepared(deps, stored) };
}

/** Stores a new order together with its entry for the audit log. @returns false where an order of that key exists */
async function create(deps: RegisterOrderDeps, order: Order, actor: Actor | null): Promise<boolean> {
  const { merchantUid, createdAt, amount, currency } = order;
  const details = { amount: toDecimal(amount, currency), currency };
  const messages = auditMessages(actor, { action: 'register', merchantUid, details }, createdAt);
  const entries = messages.map((message) => newOutboxEntry(deps.newId(), message, createdAt));
  const prepareDueAt = deps.prepareOrder && new Date(createdAt.getTime() + deps.ownTryMs);
  return deps.createOrder(order, prepareDueAt, deps.firstPoll(order), entries);
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

/** A redacted order has no buyer to compare. */
function hasSameTerms(stored: Order, given: OrderTerms): boolean {
  return (
    stored.name === given.name &&
    stored.amount === given.amount &&
    stored.currency === given.currency &&
    stored.customerId === given.customerId &&
    stored.expiresAt?.getTime() === given.expiresAt?.getTime() &&
    (stored.redactedAt !== undefined || BUYER_FIELDS.every((field) => stored.buyer?.[field] === given.buyer?.[field]))
  );
}
