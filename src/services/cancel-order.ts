import type { Cancel } from '../domain/cancel/cancel';
import { closeOrder } from '../domain/change-cancels';
import { CheckoutError } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import { noChange } from '../domain/order-change';
import { hasMoney } from '../domain/payment';
import { planCancel, type CancelObstacle, type CancelPlan, type CancelRequest } from '../domain/cancel/request-cancel';
import { unreadableAttention } from '../domain/unreadable-attention';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import { carryOutCancel, type CarryOutCancelDeps } from './carry-out-cancel';
import { recordReport } from './record-report';
import { updateOrder, type Decision } from './update-order';

/** What came of it; `left` is what can still be cancelled, in the smallest unit of `currency`. */
export type CancelResult =
  | { readonly result: 'orderNotFound' }
  | { readonly result: 'closed'; readonly order: Order }
  | { readonly result: 'recorded'; readonly order: Order; readonly cancel: Cancel }
  | {
      readonly result: Exclude<CancelObstacle, 'refundAccountMissing'>;
      readonly left: Amount;
      readonly currency: string;
    }
  | { readonly result: 'refundAccountMissing'; readonly missing: readonly string[] };

/** The service as the routes call it, with its dependencies bound. */
export type CancelOrder = (request: CancelRequest) => Promise<CancelResult>;

export interface CancelOrderDeps extends CarryOutCancelDeps {
  readonly findMoney: OrderPaymentsSearch['findMoney'];
  readonly findAccounts: OrderPaymentsSearch['findAccounts'];
  /** Ends the wait for i'mport, with CheckoutError `unavailable`; the work goes on. */
  readonly withinDeadline: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onFailure: (cancel: { readonly merchantUid: string; readonly id: string }, error: CheckoutError) => void;
}

/** So long i'mport is asked about an order before it is closed, and one call more. */
const READ_MS = 5_000;

/**
 * Gives back what was paid for an order, in part or whole; revokes an account that waits for its deposit; closes an order
 * that nobody has paid. What is to be done is recorded first, and carried out then; the same `requestId` again changes
 * nothing and answers what has become of it.
 *
 * @throws CheckoutError with nothing recorded; the same request may be sent again
 */
export async function cancelOrder(deps: CancelOrderDeps, request: CancelRequest): Promise<CancelResult> {
  const found = await deps.findOrder(request.merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const recorded = await record(deps, await upToDate(deps, found, request), request);
  if (recorded.result !== 'recorded' || !recorded.isNew) return recorded;
  const order = (await tryToCarryOut(deps, recorded.order, request.requestId)) ?? recorded.order;
  const cancel = order.cancels.find(({ id }) => id === request.requestId) ?? recorded.cancel;
  return { result: 'recorded', order, cancel };
}

/** An order as i'mport knows it; `isUnread` where i'mport has more of it than could be read. */
interface UpToDate {
  readonly order: Order;
  readonly isUnread: boolean;
}

/**
 * What seems unpaid, an order or a payment that the shop names, may be behind: what i'mport knows of it decides whether
 * money goes back, an account is revoked or the order ends.
 *
 * @throws CheckoutError where i'mport is out of order
 */
async function upToDate(deps: CancelOrderDeps, order: Order, request: CancelRequest): Promise<UpToDate> {
  const isKnown = order.cancels.some(({ id }) => id === request.requestId) || order.closing?.id === request.requestId;
  const impUid = request.impUid ?? order.paidBy;
  const isPaid = order.payments.some((payment) => payment.impUid === impUid && hasMoney(payment));
  if (isPaid || isKnown) return { order, isUnread: false };
  if (request.impUid === null) return withMoneyAndAccounts(deps, order);
  return { order: await withNamedPayment(deps, order, request.impUid), isUnread: false };
}

/** All that was ever paid, behind however many attempts; where nothing settles the order, its accounts. */
async function withMoneyAndAccounts(deps: CancelOrderDeps, order: Order): Promise<UpToDate> {
  const { merchantUid } = order;
  const end = deps.now().getTime() + READ_MS;
  const goOn = async () => deps.now().getTime() < end;
  let current = order;
  let isUnread = false;
  for (const find of [deps.findMoney, deps.findAccounts]) {
    const { payments, unreadable, isCutShort } = await find(merchantUid, goOn);
    for (const reported of payments) {
      current = (await recordReport(deps, current, reported, { source: 'cancel' })).order;
    }
    isUnread ||= unreadable.length > 0 || isCutShort;
    if (current.paidBy !== null) break;
  }
  return { order: current, isUnread };
}

/** A payment is read by the id that the shop names: the order's list is bounded, and need not hold it. */
async function withNamedPayment(deps: CancelOrderDeps, order: Order, impUid: string): Promise<Order> {
  const reported = await deps.getPayment(impUid);
  if (reported?.merchantUid !== order.merchantUid) return order;
  return (await recordReport(deps, order, reported, { source: 'cancel', isAskedFor: true })).order;
}

type Recorded =
  | Exclude<CancelResult, { result: 'recorded' }>
  | { readonly result: 'recorded'; readonly order: Order; readonly cancel: Cancel; readonly isNew: boolean };

async function record(
  deps: CancelOrderDeps,
  { order: found, isUnread }: UpToDate,
  request: CancelRequest,
): Promise<Recorded> {
  const { order, plan } = await updateOrder(deps, found, (current, at) => decide(current, request, at, isUnread));
  switch (plan.plan) {
    case 'known':
    case 'record':
      return { result: 'recorded', order, cancel: plan.cancel, isNew: plan.plan === 'record' };
    case 'close':
    case 'closed':
      return { result: 'closed', order };
    case 'refuse':
      // Of what could not be read nobody can say that it is not there.
      if (isUnread && plan.why === 'nothingToCancel') throw unread(order);
      if (plan.why === 'refundAccountMissing') return { result: plan.why, missing: plan.missing };
      return { result: plan.why, left: plan.left, currency: currencyOf(order, request) };
  }
}

/** What the request comes to on the order as it is, and what it changes in it. */
function decide(
  order: Order,
  request: CancelRequest,
  at: Date,
  isUnread: boolean,
): Decision & { readonly plan: CancelPlan } {
  const plan = planCancel(order, request, at);
  switch (plan.plan) {
    case 'record':
      return { plan, change: { ...noChange(order), cancels: [...order.cancels, plan.cancel] } };
    case 'close': {
      const { requestId: id, fingerprint } = request;
      const attention = isUnread ? unreadableAttention(order, { source: 'cancel', at }) : [];
      const change = closeOrder(order, { id, fingerprint }, at, attention);
      const refusal = { plan: 'refuse', why: 'nothingToCancel', left: 0 as Amount } as const;
      return change === null ? { plan: refusal, change } : { plan, change };
    }
    case 'known':
    case 'closed':
    case 'refuse':
      return { plan, change: null };
  }
}

function unread({ merchantUid }: Order): CheckoutError {
  return new CheckoutError('gatewayReplyUnexpected', `order ${merchantUid} has payments that cannot be read`);
}

function currencyOf(order: Order, { impUid }: CancelRequest): string {
  return order.payments.find((payment) => payment.impUid === (impUid ?? order.paidBy))?.currency ?? order.currency;
}

/**
 * It is recorded: whatever goes wrong now, the pass over the cancels sees to it.
 *
 * @returns the order after it; null where that cannot be read
 */
async function tryToCarryOut(deps: CancelOrderDeps, recorded: Order, id: string): Promise<Order | null> {
  const { merchantUid } = recorded;
  const report = (error: unknown) => {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure({ merchantUid, id }, error);
    return null;
  };
  const carriedOut = await deps.withinDeadline(() => carryOutCancel(deps, recorded, id)).catch(report);
  // It failed, or goes on: how far it came stands in the order.
  return carriedOut ?? deps.findOrder(merchantUid).catch(report);
}
