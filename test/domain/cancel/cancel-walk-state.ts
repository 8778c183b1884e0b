import { planReport } from '../../../src/domain/plan-report';
import type { Cancel, SentCancel } from '../../../src/domain/cancel/cancel';
import type { MoneyPolicy } from '../../../src/domain/money-policy';
import { judgePayment } from '../../../src/domain/judge-payment';
import type { Amount } from '../../../src/domain/money';
import type { Order } from '../../../src/domain/order';
import type { Cancellation, ReportedPayment } from '../../../src/domain/payment';
import { buildOrder, withChange } from '../../support/build-order';
import { buildAccount, buildPayment, buildRecord } from '../../support/build-payment';

export const [SETTLING, DUPLICATE, ACCOUNT] = ['imp_700000000001', 'imp_700000000002', 'imp_700000000003'];

export const GUARDS: MoneyPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' };

const START = new Date('2026-11-22T05:00:00Z');

/** Gets the order before and after each change by the domain. */
export type Watcher = (before: Order, after: Order, truth: readonly ReportedPayment[]) => void;

export type WalkState = ReturnType<typeof createWalkState>;

export function createWalkState(isPaid: boolean, watch: Watcher) {
  const account = {
    impUid: ACCOUNT,
    amount: 9_000,
    status: 'ready',
    virtualAccount: buildAccount({ impUid: ACCOUNT }),
  } as const;
  const truth = new Map<string, ReportedPayment>(
    [{ impUid: SETTLING }, { impUid: DUPLICATE }, account].map((payment) => [
      payment.impUid,
      buildPayment({ amount: 10_000, ...payment }),
    ]),
  );
  let now = START;
  const settled = {
    state: 'paid',
    paidBy: SETTLING,
    payments: [buildRecord({ amount: 10_000, impUid: SETTLING })],
  } as const;
  let order = buildOrder({ amount: 10_000, ...(isPaid && settled) });
  return {
    truth,
    /** Calls that are not answered yet. */
    calls: [] as { readonly cancel: SentCancel; readonly tries: number }[],
    now: () => now,
    order: () => order,
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
    become(after: Order): void {
      const before = order;
      order = after;
      watch(before, after, [...truth.values()]);
    },
  };
}

/** Adds a cancellation to i'mport's history if the balance suffices. */
export function refund(
  walkState: WalkState,
  { impUid, amount, reason }: Pick<Cancel, 'impUid' | 'amount' | 'reason'>,
): void {
  const payment = truthOf(walkState, impUid);
  const cancelAmount = ((payment.cancelAmount ?? 0) + amount) as Amount;
  if (payment.status === 'ready' || payment.status === 'failed' || cancelAmount > (payment.amount ?? 0)) return;
  const cancellationId = `${impUid}-${payment.cancellations.length}`;
  const cancellation: Cancellation = { cancellationId, amount, cancelledAt: walkState.now(), reason };
  const cancellations = [...payment.cancellations, cancellation];
  walkState.truth.set(impUid, {
    ...payment,
    status: 'cancelled',
    statusText: 'cancelled',
    cancelAmount,
    cancellations,
  });
}

/** Reports a payment as i'mport shows it; the history may lag behind, or be missing (§2.3). */
export function report(walkState: WalkState, impUid: string, history: 'whole' | 'behind' | 'none'): void {
  const { cancellations, ...fields } = truthOf(walkState, impUid);
  const shown = { whole: cancellations, behind: cancellations.slice(0, -1), none: [] }[history];
  const reported = { ...fields, askedAt: walkState.now(), cancellations: shown };
  const order = walkState.order();
  const verdict = judgePayment(order, reported, { mode: 'live', moneyPolicy: GUARDS });
  const context = { source: 'webhook', at: walkState.now(), moneyPolicy: GUARDS } as const;
  walkState.become(withChange(order, planReport(order, reported, verdict, context).change));
}

export function truthOf({ truth }: WalkState, impUid: string): ReportedPayment {
  const payment = truth.get(impUid);
  if (payment === undefined) throw new Error(`No payment ${impUid}.`);
  return payment;
}
