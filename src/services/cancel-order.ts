import type { Actor } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import type { Cancel } from '../domain/cancel/cancel';
import { cancelDeed } from '../domain/cancel/cancel-deed';
import { closeOrder } from '../domain/change-cancels';
import { CheckoutError, unreadablePayments } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import { noChange } from '../domain/order-change';
import { hasMoney } from '../domain/payment';
import { planCancel, type CancelObstacle, type CancelPlan, type CancelRequest } from '../domain/cancel/request-cancel';
import { unreadableAttention } from '../domain/unreadable-attention';
import type { IamportClient } from '../iamport/client';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import type { CarryOutCancel } from './carry-out-cancel';
import { recordReport, recordReports, type RecordReportDeps } from './record-report';
import { updateOrder, type Decision } from './update-order';

/** The result of a cancel request; `left` is what can still be cancelled, in the smallest unit of `currency`. */
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

/** The service with its dependencies bound. */
export type CancelOrder = (request: CancelRequest, actor: Actor) => Promise<CancelResult>;

export interface CancelOrderDeps extends RecordReportDeps {
  readonly getPayment: IamportClient['getPayment'];
  readonly carryOutCancel: CarryOutCancel;
  readonly findMoney: OrderPaymentsSearch['findMoney'];
  readonly findAccounts: OrderPaymentsSearch['findAccounts'];
  /** Throws CheckoutError `unavailable` when i'mport takes too long; the work itself continues. */
  readonly withinDeadline: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long i'mport is asked about an order before it is closed; the last call may take longer. */
  readonly readMs: number;
  readonly onFailure: (cancel: { readonly merchantUid: string; readonly id: string }, error: CheckoutError) => void;
}

/**
 * Refunds a paid order, in part or in full; revokes a virtual account that waits for its deposit; closes an unpaid
 * order. The cancel is recorded before it is carried out. Idempotent by `requestId`: a repeat answers the present state
 * of the cancel.
 *
 * @param actor who asks, for the audit log; null records nobody
 * @throws CheckoutError when nothing was recorded; the same request may be sent again
 */
export async function cancelOrder(
  deps: CancelOrderDeps,
  request: CancelRequest,
  actor: Actor | null,
): Promise<CancelResult> {
  const found = await deps.findOrder(request.merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const recorded = await record(deps, await refreshOrder(deps, found, request), request, actor);
  if (recorded.result !== 'recorded' || !recorded.isNew) return recorded;
  const order = (await tryToCarryOut(deps, recorded.order, request.requestId)) ?? recorded.order;
  const cancel = order.cancels.find(({ id }) => id === request.requestId) ?? recorded.cancel;
  return { result: 'recorded', order, cancel };
}

/** An order after its payments were fetched; `isUnread` when i'mport holds payments of it that could not be read. */
interface RefreshedOrder {
  readonly order: Order;
  readonly isUnread: boolean;
}

/**
 * Fetches the payments of an order that seems unpaid. Our record may be older than i'mport's, and it decides whether to
 * refund, to revoke an account or to close the order.
 *
 * @throws CheckoutError when i'mport is unavailable
 */
async function refreshOrder(deps: CancelOrderDeps, order: Order, request: CancelRequest): Promise<RefreshedOrder> {
  const isKnown = order.cancels.some(({ id }) => id === request.requestId) || order.closing?.id === request.requestId;
  const impUid = request.impUid ?? order.paidBy;
  const isPaid = order.payments.some((payment) => payment.impUid === impUid && hasMoney(payment));
  if (isPaid || isKnown) return { order, isUnread: false };
  if (request.impUid === null) return withMoneyAndAccounts(deps, order);
  return { order: await withNamedPayment(deps, order, request.impUid), isUnread: false };
}

/**
 * Records the paid payments, however many attempts there are, and the accounts too when no payment settles the order.
 */
async function withMoneyAndAccounts(deps: CancelOrderDeps, order: Order): Promise<RefreshedOrder> {
  const { merchantUid } = order;
  const end = deps.now().getTime() + deps.readMs;
  const hasTimeLeft = async () => deps.now().getTime() < end;
  let current = order;
  let isUnread = false;
  for (const find of [deps.findMoney, deps.findAccounts]) {
    const { payments, unreadable, isCutShort } = await find(merchantUid, hasTimeLeft);
    current = await recordReports(deps, current, payments, { source: 'cancel' });
    isUnread ||= unreadable.length > 0 || isCutShort;
    if (current.paidBy !== null) break;
  }
  return { order: current, isUnread };
}

/** Fetches the payment that the shop names: the order stores a limited number of payments, so it may lack this one. */
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
  { order: found, isUnread }: RefreshedOrder,
  request: CancelRequest,
  actor: Actor | null,
): Promise<Recorded> {
  const { order, plan } = await updateOrder(deps, found, (current, at) =>
    withAudit(decide(current, request, at, isUnread), { order: current, request, actor, at }),
  );
  switch (plan.plan) {
    case 'known':
    case 'record':
      return { result: 'recorded', order, cancel: plan.cancel, isNew: plan.plan === 'record' };
    case 'close':
    case 'closed':
      return { result: 'closed', order };
    case 'refuse':
      // An unreadable payment may hold money, so "nothing to cancel" would be unproven.
      if (isUnread && plan.why === 'nothingToCancel') throw unreadablePayments(order.merchantUid);
      if (plan.why === 'refundAccountMissing') return { result: plan.why, missing: plan.missing };
      return { result: plan.why, left: plan.left, currency: currencyOf(order, request) };
  }
}

type Planned = Decision & { readonly plan: CancelPlan };

/** Plans the request on the current order, and works out the change to write. */
function decide(order: Order, request: CancelRequest, at: Date, isUnread: boolean): Planned {
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

/** A request on the order as it was read. */
interface Asked {
  readonly order: Order;
  readonly request: CancelRequest;
  readonly actor: Actor | null;
  readonly at: Date;
}

/** Adds the entry for the audit log to a decision that changes something. */
function withAudit(decided: Planned, { order, request, actor, at }: Asked): Planned {
  const { change, plan } = decided;
  if (change === null) return decided;
  const audit = auditMessages(actor, cancelDeed(order, request, plan.plan === 'record' ? plan.cancel : null), at);
  return { ...decided, change: { ...change, messages: [...change.messages, ...audit] } };
}

function currencyOf(order: Order, { impUid }: CancelRequest): string {
  return order.payments.find((payment) => payment.impUid === (impUid ?? order.paidBy))?.currency ?? order.currency;
}

/**
 * Carries the recorded cancel out. A failure is only reported, because the pass over the due cancels follows up.
 *
 * @returns the order afterwards; null when it cannot be read
 */
async function tryToCarryOut(deps: CancelOrderDeps, recorded: Order, id: string): Promise<Order | null> {
  const { merchantUid } = recorded;
  const report = (error: unknown) => {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure({ merchantUid, id }, error);
    return null;
  };
  const carriedOut = await deps.withinDeadline(() => deps.carryOutCancel(recorded, id)).catch(report);
  // The work failed or still runs; the stored order shows how far it came.
  return carriedOut ?? deps.findOrder(merchantUid).catch(report);
}
