import { awaitsReport } from '../domain/awaits-report';
import { CheckoutError } from '../domain/errors';
import { judgeAttempts, outcomeOfSettled } from '../domain/judge-attempts';
import type { Verdict } from '../domain/verdict';
import type { Sender } from '../iamport/payment-look-up';
import type { NewestPayments } from '../iamport/newest-payments';
import type { BoundedQueue } from '../lib/create-bounded-queue';
import type { Deadline } from '../lib/create-deadline';
import type { RecordOnce } from './record-once';
import { recordReport, type RecordReportDeps } from './record-report';

/** A buyer's return from the payment window without an `imp_uid`. Nothing in it is trusted. */
export interface OrderReport {
  readonly merchantUid: string;
  /** Whether the payment window reports a failure. */
  readonly saysFailed: boolean;
  readonly sender: Sender;
}

/** The result of a verification by order. */
export interface OrderVerification {
  readonly verification: Verdict | { readonly outcome: 'orderNotFound' };
  /** Whether the order waits for a payment. */
  readonly isWaiting: boolean;
  /** Whether the personal values of the order were removed: no text about its buyer may be logged. */
  readonly isRedacted: boolean;
}

/** The service with its dependencies bound. */
export type VerifyByOrder = (report: OrderReport) => Promise<OrderVerification>;

/** Fetches the newest attempts of an order within the look-up quota. */
export type FindAttempts = (
  merchantUid: string,
  options: { readonly isAwaited: boolean; readonly sender: Sender },
) => Promise<NewestPayments>;

export interface VerifyByOrderDeps extends RecordReportDeps {
  readonly findAttempts: FindAttempts;
  /** Limits how many reads run at once. */
  readonly inDatabaseQueue: BoundedQueue;
  readonly recordOnce: RecordOnce;
  /** Limits the time of a verification; its signal stops every further write. */
  readonly withinDeadline: Deadline;
}

/**
 * Verifies by the order's `merchantUid` alone. A settled order answers from the database. For any other order the
 * newest attempts are fetched and verified, and then decide the answer (`judgeAttempts`).
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected` when the attempts cannot be fetched
 * and the order is still not settled
 */
export function verifyByOrder(deps: VerifyByOrderDeps, report: OrderReport): Promise<OrderVerification> {
  return deps.withinDeadline(async (signal) => {
    const { merchantUid, saysFailed, sender } = report;
    const find = () => deps.inDatabaseQueue(merchantUid, () => deps.findOrder(merchantUid));
    const found = await find();
    if (found === null) return { verification: { outcome: 'orderNotFound' }, isWaiting: false, isRedacted: false };
    const isRedacted = found.redactedAt !== undefined;
    const known = outcomeOfSettled(found);
    if (known !== null) return { verification: known, isWaiting: false, isRedacted };

    signal.throwIfAborted();
    const attempts = await tryFind(() => deps.findAttempts(merchantUid, { isAwaited: awaitsReport(found), sender }));
    // A webhook may have settled the order meanwhile.
    let order = (await find()) ?? found;
    if (attempts instanceof CheckoutError) {
      const settled = outcomeOfSettled(order);
      if (settled === null) throw attempts;
      return { verification: settled, isWaiting: false, isRedacted };
    }
    const { payments, unreadable, isCutShort } = attempts;
    for (const reported of payments.toReversed()) {
      const record = () => recordReport(deps, order, reported, { source: 'redirect', signal });
      ({ order } = await deps.recordOnce(order, reported, record));
    }
    const reported = { payments, isWhole: unreadable.length === 0 && !isCutShort, saysFailed };
    return { verification: judgeAttempts(order, reported, deps.policy), isWaiting: awaitsReport(order), isRedacted };
  });
}

/** Returns a fault of i'mport as a value; a fault of the database has the same type, and must reach the caller. */
async function tryFind(find: () => Promise<NewestPayments>): Promise<NewestPayments | CheckoutError> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof CheckoutError) return error;
    throw error;
  }
}
