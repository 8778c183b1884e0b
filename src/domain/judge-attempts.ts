import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import { mayHoldMoney, type ReportedPayment } from './payment';
import type { Verdict } from './verdict';

/** What i'mport and the browser report about the attempts to pay an order. */
export interface ReportedAttempts {
  /** Attempts as fetched from i'mport, the newest among them. The order has recorded all of them. */
  readonly payments: readonly ReportedPayment[];
  /** False if some attempts were not read: they may be accounts or hold money. */
  readonly isWhole: boolean;
  /** Whether the browser says that the payment failed. Not verified; used only if there is no attempt at all. */
  readonly saysFailed: boolean;
}

/** The verdict that a settled order's state gives; null if the order is not settled. */
export function outcomeOfSettled({ state }: Order): Verdict | null {
  switch (state) {
    case 'paid':
    case 'partially_cancelled':
      return { outcome: 'success', partlyCancelled: state === 'partially_cancelled' };
    case 'cancelled':
      return { outcome: 'cancelled' };
    case 'pending':
    case 'ready':
    case 'expired':
    case 'closed':
      return null;
  }
}

/**
 * The verdict for a buyer who returns without an `imp_uid`. Pure.
 *
 * The newest attempt that may hold money decides; if none may, the newest attempt does. So a buyer whose money has
 * arrived is not asked to pay again. `failed` needs a failed attempt, or no attempt and the browser's own report of a
 * failure. Everything uncertain is `pending`.
 */
export function judgeAttempts(order: Order, attempts: ReportedAttempts, policy: JudgePolicy): Verdict {
  const settled = outcomeOfSettled(order);
  if (settled !== null) return settled;
  const isReal = ({ testChannel }: ReportedPayment) => policy.mode === 'test' || !testChannel;
  const own = attempts.payments.filter(({ merchantUid }) => merchantUid === order.merchantUid);
  const holding = [...order.payments, ...own].filter((each) => isReal(each) && mayHoldMoney(each));
  const deciding = newestOf(holding) ?? newestOf(own);
  if (deciding === null) {
    const isUntried = attempts.isWhole && order.payments.length === 0;
    return isUntried && attempts.saysFailed ? { outcome: 'failed', reason: null } : PENDING;
  }
  const verdict = judgePayment(order, deciding, policy);
  return verdict.outcome === 'failed' && !attempts.isWhole ? PENDING : verdict;
}

const PENDING: Verdict = { outcome: 'pending', unknownStatus: false };

function newestOf(payments: readonly ReportedPayment[]): ReportedPayment | null {
  const startOf = ({ startedAt, askedAt }: ReportedPayment) => Number(startedAt ?? askedAt);
  return payments.reduce<ReportedPayment | null>(
    (newest, each) => (newest === null || startOf(each) > startOf(newest) ? each : newest),
    null,
  );
}
