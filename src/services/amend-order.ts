import type { Actor } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import { awaitsReport } from '../domain/awaits-report';
import { CheckoutError, unreadablePayments } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import { amendTerms, planAmendment, type Amendment, type AmendObstacle } from '../domain/plan-amendment';
import type { IamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import type { Deadline, StopSignal } from '../lib/create-deadline';
import type { UnpreparedOrders } from '../store/unprepared-orders';
import type { PrepareOrder } from './prepare-order';
import { recordReports, type RecordReportDeps } from './record-report';
import { updateOrder, type Decision } from './update-order';

/** The result of an amendment. */
export type AmendResult =
  { readonly result: 'amended'; readonly order: Order } | { readonly result: 'orderNotFound' | AmendObstacle };

/** Registers amounts with i'mport (§4). */
export interface AmountRegistration {
  readonly prepareAmount: IamportClient['prepareAmount'];
  readonly markUnprepared: UnpreparedOrders['markUnprepared'];
  readonly prepareOrder: PrepareOrder;
  /**
   * How soon a pass registers the stored amount again, in milliseconds; longer than one amendment and one registration.
   */
  readonly reregisterAfterMs: number;
}

/** The service with its dependencies bound. */
export type AmendOrder = (amendment: Amendment, actor: Actor) => Promise<AmendResult>;

export interface AmendOrderDeps extends RecordReportDeps {
  readonly findAllPayments: PaymentSearch['findAllPayments'];
  /** Null when the setting for registered amounts is off. */
  readonly registration: AmountRegistration | null;
  /** Limits the time of an amendment; its signal stops every further write. */
  readonly withinDeadline: Deadline;
}

/**
 * Changes the terms of an order while nothing is paid. For a new amount there are three steps. It registers the new
 * amount with i'mport, so no payment window opens over the old one. It fetches the order's payments. It writes the
 * order if nobody changed it meanwhile. The write raises the revision, so a payment that was judged by the old terms is
 * judged again.
 *
 * @param actor who asks, for the audit log; null records nobody
 * @throws CheckoutError when the terms are unchanged; the same request may be sent again
 */
export async function amendOrder(
  deps: AmendOrderDeps,
  amendment: Amendment,
  actor: Actor | null,
): Promise<AmendResult> {
  const found = await deps.findOrder(amendment.merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const repriced = { isRegistered: false };
  let amended: AmendResult | null = null;
  try {
    amended = await deps.withinDeadline((signal) => amendWithin(deps, found, amendment, { signal, repriced, actor }));
  } finally {
    if (repriced.isRegistered && amended?.result !== 'amended') await restoreRegistration(deps, found);
  }
  if (amended.result !== 'amended' || !repriced.isRegistered || deps.registration === null) return amended;
  return { result: 'amended', order: (await deps.registration.prepareOrder(amended.order)).order };
}

interface AmendmentProgress {
  readonly signal: StopSignal;
  /** Whether i'mport may hold the new amount by now; true before the call, whose answer may be lost. */
  readonly repriced: { isRegistered: boolean };
  readonly actor: Actor | null;
}

/** Registers a new amount and fetches the payments, and repeats both when the order changes meanwhile. */
async function amendWithin(
  deps: AmendOrderDeps,
  found: Order,
  amendment: Amendment,
  progress: AmendmentProgress,
): Promise<AmendResult> {
  let current = found;
  for (;;) {
    progress.signal.throwIfAborted();
    const plan = planAmendment(current, amendment, deps.now());
    if (plan.plan === 'refuse') return { result: plan.why };
    const isRepriced = plan.terms.amount !== current.amount;
    const asked = isRepriced ? await registerAndAsk(deps, current, plan.terms.amount, progress) : current;
    const { order, result } = await updateOrder(
      deps,
      asked,
      (latest, at) => decide(latest, amendment, { at, actor: progress.actor }, latest.revision === asked.revision),
      progress.signal,
    );
    if (result === 'amended') return { result, order };
    if (result !== 'changedMeanwhile') return { result };
    current = order;
  }
}

/** @param isAsked whether the payments were fetched at this revision; without that the amount must not change */
function decide(
  order: Order,
  amendment: Amendment,
  { at, actor }: { readonly at: Date; readonly actor: Actor | null },
  isAsked: boolean,
): Decision & { readonly result: 'amended' | 'changedMeanwhile' | AmendObstacle } {
  const plan = planAmendment(order, amendment, at);
  if (plan.plan === 'refuse') return { change: null, result: plan.why };
  if (plan.terms.amount !== order.amount && !isAsked) return { change: null, result: 'changedMeanwhile' };
  return {
    change: { ...amendTerms(order, plan.terms, at), messages: auditOf(amendment, order.currency, actor, at) },
    result: 'amended',
  };
}

function auditOf({ merchantUid, name, amount, expiresAt }: Amendment, currency: string, actor: Actor | null, at: Date) {
  const given = Object.entries({ name, amount, expires_at: expiresAt }).filter(([, value]) => value !== undefined);
  const fields = given.map(([field]) => field).join(',');
  return auditMessages(
    actor,
    { action: 'amend', merchantUid, details: { fields, ...(amount !== undefined && { amount, currency }) } },
    at,
  );
}

/** @returns the order with all its payments at i'mport recorded */
async function registerAndAsk(
  deps: AmendOrderDeps,
  order: Order,
  amount: Amount,
  { signal, repriced }: AmendmentProgress,
): Promise<Order> {
  if (deps.registration !== null) {
    const { markUnprepared, prepareAmount, reregisterAfterMs } = deps.registration;
    // The pass over unprepared orders registers the stored amount again, even if this process dies.
    await markUnprepared(order, new Date(deps.now().getTime() + reregisterAfterMs));
    repriced.isRegistered = true;
    await prepareAmount({ ...order, amount });
  }
  return askWhatIsPaid(deps, order, signal);
}

async function askWhatIsPaid(deps: AmendOrderDeps, order: Order, signal: StopSignal): Promise<Order> {
  const { payments, unreadable } = await deps.findAllPayments(order.merchantUid);
  if (unreadable.length > 0) throw unreadablePayments(order.merchantUid);
  return recordReports(deps, order, payments, { source: 'reconcile', signal });
}

/** Registers the amount that the order kept. If that fails, the queue of unprepared orders still holds the order. */
async function restoreRegistration({ findOrder, registration }: AmendOrderDeps, { merchantUid }: Order): Promise<void> {
  try {
    const order = await findOrder(merchantUid);
    if (order !== null && awaitsReport(order)) await registration?.prepareOrder(order);
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
  }
}
