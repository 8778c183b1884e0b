import { awaitsReport } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import { judgeAttempts, outcomeOfSettled } from '../domain/judge-attempts';
import type { Verdict } from '../domain/verdict';
import type { Sender } from '../iamport/payment-lookup';
import type { NewestPayments } from '../iamport/newest-payments';
import type { VerifyPaymentDeps } from './verify-payment';
import { recordReport, type RecordReportDeps } from './record-report';

/** A buyer who came back from the payment window without a payment's key. Nothing of it is believed. */
export interface OrderReport {
  readonly merchantUid: string;
  /** Whether the payment window says that it failed. */
  readonly saysFailed: boolean;
  readonly sender: Sender;
}

/** What came of it. */
export interface OrderVerification {
  readonly verification: Verdict | { readonly outcome: 'orderNotFound' };
  /** Whether the order waits for a payment. */
  readonly isWaiting: boolean;
}

/** Asks i'mport for the newest attempts of an order, within the limits of look-ups. */
export type FindAttempts = (
  merchantUid: string,
  options: { readonly isAwaited: boolean; readonly sender: Sender },
) => Promise<NewestPayments>;

export interface VerifyByOrderDeps
  extends RecordReportDeps, Pick<VerifyPaymentDeps, 'inDatabaseQueue' | 'recordOnce' | 'withinDeadline'> {
  readonly findAttempts: FindAttempts;
}

/**
 * Verifies by the order's key alone: a settled order is the answer; for any other i'mport is asked for its attempts,
 * which go through the one verification, and then decide (`judgeAttempts`).
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`: without i'mport's answer nothing is
 * said
 */
export function verifyByOrder(deps: VerifyByOrderDeps, report: OrderReport): Promise<OrderVerification> {
  return deps.withinDeadline(async (signal) => {
    const { merchantUid, saysFailed, sender } = report;
    const find = () => deps.inDatabaseQueue(merchantUid, () => deps.findOrder(merchantUid));
    const found = await find();
    if (found === null) return { verification: { outcome: 'orderNotFound' }, isWaiting: false };
    const known = outcomeOfSettled(found);
    if (known !== null) return { verification: known, isWaiting: false };

    signal.throwIfAborted();
    const attempts = await tryFind(() => deps.findAttempts(merchantUid, { isAwaited: awaitsReport(found), sender }));
    // A webhook may have settled it meanwhile.
    let order = (await find()) ?? found;
    if (attempts instanceof CheckoutError) {
      const settled = outcomeOfSettled(order);
      if (settled === null) throw attempts;
      return { verification: settled, isWaiting: false };
    }
    const { payments, unreadable, isCutShort } = attempts;
    for (const reported of payments.toReversed()) {
      const record = () => recordReport(deps, order, reported, { source: 'redirect', signal });
      ({ order } = await deps.recordOnce(order, reported, record));
    }
    const reported = { payments, isWhole: unreadable.length === 0 && !isCutShort, saysFailed };
    return { verification: judgeAttempts(order, reported, deps.policy), isWaiting: awaitsReport(order) };
  });
}

/** Faults of i'mport become values here: those of the database, which look alike, are thrown elsewhere. */
async function tryFind(find: () => Promise<NewestPayments>): Promise<NewestPayments | CheckoutError> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof CheckoutError) return error;
    throw error;
  }
}
