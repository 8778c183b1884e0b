import { applyVerdict } from '../../../src/domain/apply-verdict';
import type { Cancel, SentCancel } from '../../../src/domain/cancel/cancel';
import type { GuardPolicy } from '../../../src/domain/guard-policy';
import { judgePayment } from '../../../src/domain/judge-payment';
import type { Amount } from '../../../src/domain/money';
import type { Order } from '../../../src/domain/order';
import type { Cancellation, ReportedPayment } from '../../../src/domain/payment';
import { buildOrder, withChange } from '../../support/build-order';
import { buildAccount, buildPayment, buildRecord } from '../../support/build-payment';

export const [SETTLING, DUPLICATE, ACCOUNT] = ['imp_700000000001', 'imp_700000000002', 'imp_700000000003'];

export const GUARDS: GuardPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' };

const START = new Date('2026-11-22T05:00:00Z');

/** What somebody sees who watches a walk: the order before and after each call of a function of the domain. */
export type Watcher = (before: Order, after: Order, truth: readonly ReportedPayment[]) => void;

export type Stage = ReturnType<typeof createStage>;

export function createStage(isPaid: boolean, watch: Watcher) {
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
    /** Calls whose answers are still to come. */
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

/** Another cancellation in i'mport's history, unless less is left. */
export function giveBack(stage: Stage, { impUid, amount, reason }: Pick<Cancel, 'impUid' | 'amount' | 'reason'>): void {
  const payment = truthOf(stage, impUid);
  const cancelAmount = ((payment.cancelAmount ?? 0) + amount) as Amount;
  if (payment.status === 'ready' || payment.status === 'failed' || cancelAmount > (payment.amount ?? 0)) return;
  const cancellationId = `${impUid}-${payment.cancellations.length}`;
  const cancellation: Cancellation = { cancellationId, amount, cancelledAt: stage.now(), reason };
  const cancellations = [...payment.cancellations, cancellation];
  stage.truth.set(impUid, { ...payment, status: 'cancelled', statusText: 'cancelled', cancelAmount, cancellations });
}

/** What i'mport says of a payment; its history may be behind, or missing (§2.3). */
export function report(stage: Stage, impUid: string, history: 'whole' | 'behind' | 'none'): void {
  const { cancellations, ...rest } = truthOf(stage, impUid);
  const shown = { whole: cancellations, behind: cancellations.slice(0, -1), none: [] }[history];
  const reported = { ...rest, askedAt: stage.now(), cancellations: shown };
  const order = stage.order();
  const verdict = judgePayment(order, reported, { mode: 'live', guards: GUARDS });
  const context = { source: 'webhook', at: stage.now(), guards: GUARDS } as const;
  stage.become(withChange(order, applyVerdict(order, reported, verdict, context)));
}

export function truthOf({ truth }: Stage, impUid: string): ReportedPayment {
  const payment = truth.get(impUid);
  if (payment === undefined) throw new Error(`No payment ${impUid}.`);
  return payment;
}
