import { awaitsReport } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import { planAmendment, type AmendedTerms, type Amendment, type AmendObstacle } from '../domain/plan-amendment';
import type { IamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import type { Orders } from '../store/orders';
import type { UnpreparedOrders } from '../store/unprepared-orders';
import type { PrepareOrder } from './prepare-order';
import { LOST_RACE, retryLostRaces } from './retry-lost-races';
import { recordReport, type RecordReportDeps } from './record-report';

/** What came of it. */
export type AmendResult =
  { readonly result: 'amended'; readonly order: Order } | { readonly result: 'orderNotFound' | AmendObstacle };

/** How amounts are registered with i'mport (§4). */
export interface AmountRegistration {
  readonly prepareAmount: IamportClient['prepareAmount'];
  readonly markUnprepared: UnpreparedOrders['markUnprepared'];
  readonly prepareOrder: PrepareOrder;
}

/** What amendOrder needs of the world. */
export interface AmendOrderDeps extends RecordReportDeps {
  readonly amendOrder: Orders['amendOrder'];
  readonly findAllPayments: PaymentSearch['findAllPayments'];
  /** Null where amounts are not registered. */
  readonly registration: AmountRegistration | null;
  /** Ends the work before anything is written, with CheckoutError `unavailable`, where it takes too long. */
  readonly withinDeadline: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** Longer than an amendment and one try to register an amount may take together. */
const LOOK_AGAIN_MS = 120_000;

/**
 * Changes the terms of an order while nothing is paid. A new amount is first registered with i'mport, so that no window
 * opens over the old one any more; then i'mport is asked what is paid; then the order is written, if it is unchanged. Its
 * revision rises, so a payment that was judged by the old terms is judged again.
 *
 * @throws CheckoutError with the terms unchanged; the same request may be sent again
 */
export async function amendOrder(deps: AmendOrderDeps, amendment: Amendment): Promise<AmendResult> {
  const found = await deps.findOrder(amendment.merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const repriced = { isRegistered: false };
  let amended: AmendResult | null = null;
  try {
    amended = await deps.withinDeadline((signal) =>
      retryLostRaces<AmendResult>(deps, found, (order) => attempt(deps, order, amendment, { signal, repriced })),
    );
  } finally {
    if (repriced.isRegistered && amended?.result !== 'amended') await restoreRegistration(deps, found);
  }
  if (amended.result !== 'amended' || !repriced.isRegistered || deps.registration === null) return amended;
  return { result: 'amended', order: (await deps.registration.prepareOrder(amended.order)).order };
}

interface Progress {
  readonly signal: AbortSignal;
  /** Whether i'mport may have the new amount by now. */
  readonly repriced: { isRegistered: boolean };
}

async function attempt(
  deps: AmendOrderDeps,
  order: Order,
  amendment: Amendment,
  { signal, repriced }: Progress,
): Promise<AmendResult | typeof LOST_RACE> {
  signal.throwIfAborted();
  const plan = planAmendment(order, amendment, deps.now());
  if (plan.plan === 'refuse') return { result: plan.why };
  if (plan.terms.amount === order.amount) return write(deps, order, plan.terms);

  if (deps.registration !== null) {
    const { markUnprepared, prepareAmount } = deps.registration;
    // Whatever becomes of this amendment, somebody looks later at what is registered.
    await markUnprepared(order, new Date(deps.now().getTime() + LOOK_AGAIN_MS));
    repriced.isRegistered = true;
    await prepareAmount({ ...order, amount: plan.terms.amount });
  }
  const current = await askWhatIsPaid(deps, order, signal);
  const now = planAmendment(current, amendment, deps.now());
  if (now.plan === 'refuse') return { result: now.why };
  signal.throwIfAborted();
  return write(deps, current, now.terms);
}

async function askWhatIsPaid(deps: AmendOrderDeps, order: Order, signal: AbortSignal): Promise<Order> {
  const { payments, unreadable } = await deps.findAllPayments(order.merchantUid);
  if (unreadable.length > 0) {
    throw new CheckoutError('gatewayReplyUnexpected', `order ${order.merchantUid} has payments that cannot be read`);
  }
  let current = order;
  for (const reported of payments) {
    current = (await recordReport(deps, current, reported, { road: 'reconcile', signal })).order;
  }
  return current;
}

async function write(deps: AmendOrderDeps, order: Order, terms: AmendedTerms): Promise<AmendResult | typeof LOST_RACE> {
  if (!(await deps.amendOrder(order, terms, deps.now()))) return LOST_RACE;
  const preparedAt = terms.amount === order.amount ? order.preparedAt : null;
  return { result: 'amended', order: { ...order, ...terms, preparedAt, revision: order.revision + 1 } };
}

/** The amount that the order kept is registered again; where that fails, the queue of the unprepared has it. */
async function restoreRegistration({ findOrder, registration }: AmendOrderDeps, { merchantUid }: Order): Promise<void> {
  try {
    const order = await findOrder(merchantUid);
    if (order !== null && awaitsReport(order)) await registration?.prepareOrder(order);
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
  }
}
