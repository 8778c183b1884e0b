import { judgePayment, type JudgePolicy } from './judge-payment';
import type { Order } from './order';
import { mayHoldMoney, type ReportedPayment } from './payment';
import type { Verdict } from './verdict';

/** What i'mport and the payment window say of the attempts to pay an order. */
export interface ReportedAttempts {
  /** As i'mport shows them, the newest among them; all that was recorded of them is in the order. */
  readonly payments: readonly ReportedPayment[];
  /** False where there are attempts that were not read: an account or money may be among them. */
  readonly isWhole: boolean;
  /** Whether the browser says that it failed. Believed only where there is no attempt at all. */
  readonly saysFailed: boolean;
}

/** The outcome of an order that is settled; null for any other. */
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
 * What a buyer is told who comes back without a payment's key. Pure.
 *
 * The newest attempt decides, but an attempt that may hold money goes before those that hold none: nobody is told to pay
 * again while his money is here. `failed` needs a failed attempt, or none at all and the window's word; all that is
 * unclear is `pending`.
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
