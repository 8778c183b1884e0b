import fc from 'fast-check';
import type { Amount } from '../../src/domain/money';
import type { ReportedPayment } from '../../src/domain/payment';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

/** What is false about a payment of the simulated i'mport. */
export type Flaw = 'order' | 'testChannel' | 'currency' | 'amount';

/** A payment of the simulated i'mport: its reports from the opened window to the last cancel. */
export interface PaymentLife {
  readonly impUid: string;
  readonly flaw: Flaw | null;
  readonly snapshots: readonly ReportedPayment[];
}

/** Times are whole minutes, so payments, deadlines and closings often precede and follow each other. */
export const minute = (count: number): Date => new Date(Date.UTC(2026, 10, 21) + count * 60_000);
export const anyMinute = fc.nat({ max: 100 });

const AMOUNT = 64_900;

const anyFlaw = fc.option(fc.constantFrom<Flaw>('order', 'testChannel', 'currency', 'amount'), { nil: null, freq: 3 });

const anyCourse = fc.record({
  flaw: anyFlaw,
  falseAmount: fc.constantFrom(0, 100, AMOUNT - 1, AMOUNT + 1, null),
  hasAccount: fc.boolean(),
  end: fc.constantFrom('abandoned', 'failed', 'paid', 'paid', 'failedThenPaid'),
  startedAt: anyMinute,
  paidAfter: fc.nat({ max: 60 }),
  dueAfter: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
  /** Sums cancelled so far, in won. */
  parts: fc.uniqueArray(fc.integer({ min: 1, max: AMOUNT - 1 }), { maxLength: 3 }),
  isCancelledWhole: fc.boolean(),
});
type Course = typeof anyCourse extends fc.Arbitrary<infer T> ? T : never;

/** One to four payments of one order, each with its own course. */
export const anyLives = fc
  .array(anyCourse, { minLength: 1, maxLength: 4 })
  .map((courses) => courses.map((course, index) => live(course, `imp_70000000000${index}`)));

function live(course: Course, impUid: string): PaymentLife {
  const startedAt = minute(course.startedAt);
  const dueAt = course.dueAfter === null ? null : minute(course.startedAt + course.dueAfter);
  const virtualAccount = course.hasAccount ? buildAccount({ impUid, issuedAt: startedAt, dueAt }) : null;
  const paid = { virtualAccount, paidAt: minute(course.startedAt + course.paidAfter) };
  const sums = [...course.parts.toSorted((a, b) => a - b), ...(course.isCancelledWhole ? [AMOUNT] : [])];
  const isPaid = course.end === 'paid' || course.end === 'failedThenPaid';
  const stages: PaymentOverrides[] = [
    { status: 'ready' },
    ...(course.hasAccount ? [{ status: 'ready', virtualAccount } as const] : []),
    ...(course.end === 'failed' || course.end === 'failedThenPaid'
      ? [{ status: 'failed', virtualAccount } as const]
      : []),
    ...(isPaid ? [{ ...paid, status: 'paid' } as const] : []),
    ...(isPaid ? sums.map((_, index) => ({ ...paid, ...cancelledSoFar(impUid, sums.slice(0, index + 1)) })) : []),
  ];
  const flaws: Readonly<Record<Flaw, PaymentOverrides>> = {
    order: { merchantUid: 'ord-2026-0002' },
    testChannel: { testChannel: true },
    currency: { currency: 'USD' },
    amount: { amount: course.falseAmount },
  };
  const falsehood = course.flaw === null ? {} : flaws[course.flaw];
  return {
    impUid,
    flaw: course.flaw,
    snapshots: stages.map((stage) => buildPayment({ impUid, startedAt, ...stage, ...falsehood })),
  };
}

/** The reports of a payment whose cancelled sum grows to each of these values in turn. */
function cancelledSoFar(impUid: string, sums: readonly number[]): PaymentOverrides {
  const cancellations = sums.map((sum, index) => ({
    cancellationId: `${impUid}-${index}`,
    amount: (sum - (sums[index - 1] ?? 0)) as Amount,
    cancelledAt: minute(500 + index),
    reason: '고객 변심',
  }));
  return { status: 'cancelled', cancelAmount: sums.at(-1) ?? 0, cancellations };
}
