import fc from 'fast-check';
import { endedCancels } from '../../src/domain/cancel/ended-cancels';
import type { Order } from '../../src/domain/order';
import type { OrderChange } from '../../src/domain/order-change';
import { canMove, ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import type { ReportedPayment } from '../../src/domain/payment';
import type { PaymentRecord } from '../../src/domain/payment-record';
import { anyStory, deliver, tell, type Step, type Story } from './order-stories';
import type { PaymentLife } from './payment-lives';

const RUNS = { numRuns: 500 };
const SETTLED: readonly OrderState[] = ['paid', 'partially_cancelled', 'cancelled'];

const hasMoney = ({ status }: { readonly status: string }): boolean => status === 'paid' || status === 'cancelled';
const idOf = ({ impUid }: ReportedPayment): string => impUid;
const lifeOf = ({ lives }: Story, impUid: string | null): PaymentLife | undefined =>
  lives.find((life) => life.impUid === impUid);
const isTrue = (life: PaymentLife | undefined, { policy }: Story): boolean =>
  life !== undefined && (life.flaw === null || (life.flaw === 'testChannel' && policy.mode === 'test'));
/** Whether i'mport reports it as a payment of the order, so the order lists it. */
const isListed = (life: PaymentLife, story: Story): boolean =>
  isTrue(life, story) || life.flaw === 'currency' || life.flaw === 'amount';

/** Asserts a rule in every report of every story. */
function everyStep(rule: (step: Step, story: Story) => void): void {
  const property = fc.property(anyStory, (story) => {
    tell(story, { report: (step, _round, told) => rule(step, told) });
  });
  fc.assert(property, RUNS);
}

/** Asserts a rule in every report that changes the order. */
function everyChange(rule: (step: Step & { readonly change: OrderChange }, story: Story) => void): void {
  everyStep(({ change, ...step }, story) => {
    if (change !== null) rule({ ...step, change }, story);
  });
}

describe('with reports of any payments in any sequence, late, stale and repeated', () => {
  test('one payment at most settles an order, and it stays the one', () => {
    everyChange(({ before, after }) => {
      if (before.paidBy !== null) expect(after.paidBy).toBe(before.paidBy);
      expect(SETTLED.includes(after.state)).toBe(after.paidBy !== null);
    });
  });

  test('every transition is in the table, and starts from the last state', () => {
    everyChange(({ before, change, after }) => {
      const [move, ...others] = change.history;
      expect(others).toEqual([]);
      expect(after.state).toBe(move?.to ?? before.state);
      if (move === undefined) return;
      expect(move.from).toBe(before.state);
      expect(canMove(move.from, move.to)).toBe(true);
    });
  });

  test('a settled order never becomes unsettled, and a cancelled one stays cancelled', () => {
    everyChange(({ before, after }) => {
      if (SETTLED.includes(before.state)) expect(SETTLED).toContain(after.state);
      if (before.state === 'cancelled') expect(after.state).toBe('cancelled');
    });
  });

  test('the sum cancelled never exceeds the sum paid, and never shrinks', () => {
    const counted = (order: Order): PaymentRecord[] =>
      order.payments.filter(({ outcome }) => outcome === 'success' || outcome === 'cancelled');
    const cancelled = (order: Order): number =>
      counted(order).reduce((total, { cancelAmount }) => total + (cancelAmount ?? 0), 0);
    everyChange(({ before, after }) => {
      const exceeding = counted(after).filter(({ amount, cancelAmount }) => (cancelAmount ?? 0) > (amount ?? 0));
      expect(exceeding).toEqual([]);
      expect(cancelled(after)).toBeGreaterThanOrEqual(cancelled(before));
    });
  });

  test('the same report again is judged the same and changes nothing', () => {
    everyChange(({ reported, verdict, after, at }, { policy }) => {
      const again = deliver(after, reported, 'redirect', policy, at);
      expect(again.change).toBeNull();
      // The payment that settled the order stays its payment, late or not.
      expect({ ...again.verdict, late: undefined }).toEqual({ ...verdict, late: undefined });
    });
  });

  test('an older report never overwrites a newer one', () => {
    const isOfStage = (payment: ReportedPayment) => (snapshot: ReportedPayment) =>
      snapshot.status === payment.status &&
      (snapshot.virtualAccount === null) === (payment.virtualAccount === null) &&
      snapshot.cancelAmount === payment.cancelAmount;
    const stages = (order: Order, story: Story): number[] =>
      order.payments.map((payment) => lifeOf(story, payment.impUid)?.snapshots.findIndex(isOfStage(payment)) ?? NaN);
    everyChange(({ before, after }, story) => {
      expect(after.payments.slice(0, before.payments.length).map(idOf)).toEqual(before.payments.map(idOf));
      const now = stages(after, story);
      expect(stages(before, story).filter((stage, index) => !(stage <= (now[index] ?? NaN)))).toEqual([]);
    });
  });

  test('the shop gets exactly one event for each transition, attention entry and ended cancel', () => {
    everyChange(({ before, change }) => {
      const events = change.messages.flatMap((message) => (message.channel === 'shop' ? [message.event] : []));
      const attention = events.filter((event) => event === 'payment.attention');
      expect(attention).toHaveLength(change.attention.length);
      const cancelled = endedCancels(before.cancels, change.cancels).filter(
        ({ kind, state, impUid }) => kind === 'cancel' && state === 'done' && impUid !== change.paidBy,
      );
      expect(events.filter((event) => event === 'payment.cancelled')).toHaveLength(cancelled.length);
      expect(events.length - attention.length - cancelled.length).toBe(change.history.length);
    });
  });

  test('the buyer gets exactly one message for each issued account and each deposit', () => {
    everyChange(({ reported, change }) => {
      const issues = change.history.filter(({ to }) => to === 'ready');
      const toBuyer = change.messages.map(({ channel }) => channel).filter((channel) => channel !== 'shop');
      const isDeposit = change.history.some(({ to }) => to === 'paid') && reported.virtualAccount !== null;
      expect(toBuyer).toEqual([...issues.flatMap(() => ['customerRecord', 'sms']), ...(isDeposit ? ['sms'] : [])]);
    });
  });

  test('attention is raised once for each payment and reason, and again when money is paid into an account', () => {
    everyChange(({ after }) => {
      const ofPayments = after.attention.filter(({ reason }) => !reason.startsWith('cancel'));
      const keys = ofPayments.map(
        ({ impUid, reason, reported }) => `${impUid} ${reason} ${reported?.status === 'ready'}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  test('a forged, foreign or test payment never settles, nor becomes an account', () => {
    everyChange(({ after }, story) => {
      if (after.paidBy !== null) expect(isTrue(lifeOf(story, after.paidBy), story)).toBe(true);
      if (after.virtualAccount !== null) {
        expect(isTrue(lifeOf(story, after.virtualAccount.impUid), story)).toBe(true);
      }
    });
  });

  test('a refused payment with money is kept as evidence', () => {
    everyStep(({ reported, verdict, after }) => {
      const isRefused = ['forgery', 'duplicate', 'orderClosed', 'paymentHeld'].includes(verdict.outcome);
      if (!isRefused || !hasMoney(reported)) return;
      const evidence = after.attention.filter(({ impUid }) => impUid === reported.impUid);
      expect(evidence.length).toBeGreaterThan(0);
    });
  });

  test('the answer agrees with the stored order', () => {
    everyStep(({ reported, verdict, after }) => {
      if (verdict.outcome === 'success') expect(after.paidBy).toBe(reported.impUid);
      if (verdict.outcome === 'vbankIssued') expect(after).toMatchObject({ state: 'ready', paidBy: null });
      if (verdict.outcome === 'duplicate') expect(after.paidBy).toBe(verdict.paidBy);
      if (verdict.outcome === 'duplicate') expect(verdict.paidBy).not.toBe(reported.impUid);
      if (verdict.outcome === 'cancelled' && after.paidBy === reported.impUid) expect(after.state).toBe('cancelled');
    });
  });

  test('no payment made after the closing, or after both expiry and account deadline, settles', () => {
    everyChange(({ before, after }, { expiresAt, policy }) => {
      if (before.paidBy !== null || after.paidBy === null || policy.moneyPolicy.latePayment === 'accept') return;
      const paidBy = after.payments.find(({ impUid }) => impUid === after.paidBy);
      const paidAt = paidBy?.paidAt;
      if (before.closedAt !== null) expect(paidAt?.getTime()).toBeLessThanOrEqual(before.closedAt.getTime());
      if (expiresAt === null) return;
      const dueAt = paidBy?.virtualAccount?.dueAt ?? expiresAt;
      expect(paidAt?.getTime()).toBeLessThanOrEqual(Math.max(+expiresAt, +dueAt));
    });
  });
});

describe('after the last report of each payment, in any sequence', () => {
  test("the order holds each payment as i'mport does", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { order, story: told } = tell(story, {});
        const truth = told.lives.filter((life) => isListed(life, story)).map(({ snapshots }) => snapshots.at(-1));
        const facts = (payment: ReportedPayment | undefined) =>
          payment && [payment.impUid, payment.status, payment.amount, payment.cancelAmount, payment.paidAt];
        expect(order.payments.map(facts).sort()).toEqual(truth.map(facts).sort());
      }),
      RUNS,
    );
  });

  test('repeated reports soon change nothing', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const enough = story.lives.length + 1;
        const report = ({ change }: Step, round: number): void => {
          if (round > enough) expect(change).toBeNull();
        };
        tell(story, { report }, enough + 1);
      }),
      RUNS,
    );
  });

  test('an order without any deadline is settled if a valid payment keeps its money', () => {
    const keepsMoney = ({ snapshots }: PaymentLife): boolean => {
      const last = snapshots.at(-1);
      return last !== undefined && hasMoney(last) && last.cancelAmount !== last.amount;
    };
    const hasEnd = ({ snapshots }: PaymentLife): boolean =>
      snapshots.some(({ virtualAccount }) => virtualAccount !== null && virtualAccount.dueAt !== null);
    fc.assert(
      fc.property(anyStory, (any) => {
        const lives = any.lives.filter((life) => !hasEnd(life));
        fc.pre(lives.length > 0);
        const events = any.events.filter(({ kind }) => kind === 'report' || kind === 'garbled');
        const story = { ...any, expiresAt: null, lives, events };
        const { order } = tell(story, {});
        if (lives.some((life) => isTrue(life, story) && keepsMoney(life))) expect(order.paidBy).not.toBeNull();
      }),
      RUNS,
    );
  });
});

test('the stories lead to every state, outcome, cancel and reason for attention', () => {
  const seen = new Set<string>();
  for (const story of fc.sample(anyStory, { numRuns: 500, seed: 7 })) {
    const step = (_: Order, after: Order): void => {
      [after.state, ...after.attention.map(({ reason }) => reason)].forEach((word) => seen.add(word));
      after.cancels.forEach(({ kind, cause, state }) => [`${kind} ${cause}`, state].forEach((word) => seen.add(word)));
    };
    tell(story, { report: ({ verdict }) => seen.add(verdict.outcome), step });
  }
  const outcomes = 'success vbankIssued forgery failed pending cancelled duplicate orderClosed';
  const reasons = 'replay testChannel currencyDiffers amountDiffers duplicate late unknownStatus';
  const undone = 'refundAccountMissing cancelRefused cancelUnclear';
  const cancels = 'requested sent accepted done refused unclear dropped';
  const kinds = ['cancel shop', 'cancel forged', 'cancel duplicate', 'cancel late'];
  const revokes = ['revoke shop', 'revoke surplus', 'revoke closed', 'revoke wrong'];
  const words = [outcomes, reasons, undone, cancels].flatMap((line) => line.split(' '));
  expect([...seen]).toEqual(
    expect.arrayContaining([...Object.keys(ORDER_TRANSITIONS), ...words, ...kinds, ...revokes]),
  );
});
