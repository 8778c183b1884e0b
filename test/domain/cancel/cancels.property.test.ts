import fc from 'fast-check';
import { cancellationIdOf, isUnderWay, wasSent, type Cancel } from '../../../src/domain/cancel/cancel';
import type { Order } from '../../../src/domain/order';
import { anyStory, tell, type Story } from '../order-stories';

const RUNS = { numRuns: 500 };

/** Asserts a rule in every step of every story. */
function everyStep(rule: (before: Order, after: Order, story: Story) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      tell(story, { step: rule });
    }),
    RUNS,
  );
}

const ofMoney = ({ cancels }: Order): Cancel[] => cancels.filter(({ kind }) => kind === 'cancel');
const added = (before: Order, after: Order): readonly Cancel[] => after.cancels.slice(before.cancels.length);
const payment = ({ payments }: Order, wanted: string) => payments.find(({ impUid }) => impUid === wanted);
const isTold = ({ impUid }: Cancel, { lives }: Story) => lives.find((life) => life.impUid === impUid);

describe('with any sequence of requests, answers, lost calls and cancels in the console', () => {
  test('no more is reserved than the balance, and only of payments with money', () => {
    everyStep((before, after) => {
      for (const cancel of added(before, after).filter(({ kind }) => kind === 'cancel')) {
        const of = payment(after, cancel.impUid);
        expect(['paid', 'cancelled']).toContain(of?.status);
        expect(cancel.amount).toBeGreaterThan(0);
        const reserved = ofMoney(before).filter((other) => other.impUid === cancel.impUid && isUnderWay(other));
        const taken = reserved.reduce((sum, { amount }) => sum + amount, of?.cancelAmount ?? NaN);
        expect(taken + cancel.amount).toBeLessThanOrEqual(of?.amount ?? NaN);
      }
    });
  });

  test('no more is sent than the balance, and one cancel of a payment at a time', () => {
    everyStep((before, after) => {
      const isOut = ({ state }: Cancel): boolean => state === 'sent' || state === 'accepted';
      const out = ofMoney(after).filter(isOut);
      expect(new Set(out.map(({ impUid }) => impUid)).size).toBe(out.length);
      for (const cancel of out) {
        const of = payment(before, cancel.impUid);
        const paid = of?.amount ?? 0;
        expect(cancel.amount + (wasSent(cancel) ? cancel.baseline.cancelAmount : NaN)).toBeLessThanOrEqual(paid);
      }
    });
  });

  test('an ended cancel stays as it is; only an unclear one may become done', () => {
    everyStep((before, after) => {
      before.cancels.forEach((was, index) => {
        const is = after.cancels[index];
        expect(is?.id).toBe(was.id);
        if (isUnderWay(was) || is === was) return;
        // A cancel that was settled by the sum gets its id from the history.
        if (was.state === 'done' && cancellationIdOf(was) === null) {
          return expect(is).toEqual({ ...was, why: 'identified', cancellationId: expect.any(String) as string });
        }
        expect([was.state, is?.state]).toEqual(['unclear', 'done']);
      });
    });
  });

  test('each has its own id, and a guard refunds a payment once', () => {
    everyStep((_, after) => {
      expect(new Set(after.cancels.map(({ id }) => id)).size).toBe(after.cancels.length);
      const byGuards = ofMoney(after).filter(({ cause }) => cause !== 'shop');
      expect(new Set(byGuards.map(({ impUid }) => impUid)).size).toBe(byGuards.length);
    });
  });

  test("another order's payment and, in live mode, test payments are never cancelled", () => {
    everyStep((before, after, story) => {
      for (const cancel of added(before, after)) {
        const flaw = isTold(cancel, story)?.flaw;
        expect(flaw).not.toBe('order');
        if (story.policy.mode === 'live') expect(flaw).not.toBe('testChannel');
      }
    });
  });

  test('money that the policy holds is refunded only by the shop', () => {
    everyStep((before, after, { policy: { moneyPolicy } }) => {
      const causes = added(before, after).flatMap(({ kind, cause }) => (kind === 'cancel' ? [cause] : []));
      if (moneyPolicy.forgedPayment === 'hold') expect(causes).not.toContain('forged');
      if (moneyPolicy.duplicatePayment === 'hold') expect(causes).not.toContain('duplicate');
      if (moneyPolicy.latePayment !== 'cancel') expect(causes).not.toContain('late');
    });
  });

  test('a done cancel was carried out, and no two have the same cancellation', () => {
    everyStep((_, after, story) => {
      const done = ofMoney(after).filter(({ state }) => state === 'done');
      const ids = done.flatMap((cancel) => cancellationIdOf(cancel) ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const cancel of done) {
        const cancellationId = cancellationIdOf(cancel);
        const history = isTold(cancel, story)?.snapshots.at(-1)?.cancellations ?? [];
        expect(history).toContainEqual(
          // A cancel that was settled by the sum has no id until the history shows it.
          expect.objectContaining({
            amount: cancel.amount,
            ...(cancellationId !== null && { cancellationId }),
          }),
        );
      }
    });
  });

  test('no order is settled by money that is being refunded', () => {
    everyStep((before, after) => {
      if (before.paidBy !== null || after.paidBy === null) return;
      const back = ofMoney(after).filter(({ impUid }) => impUid === after.paidBy);
      expect(back.map(({ state }) => state).filter((state) => ['sent', 'accepted', 'unclear'].includes(state))).toEqual(
        [],
      );
    });
  });

  test('a cancel that becomes unclear raises attention in the same step', () => {
    everyStep((before, after) => {
      const unclear = (order: Order): number => ofMoney(order).filter(({ state }) => state === 'unclear').length;
      const told = after.attention.slice(before.attention.length).filter(({ reason }) => reason === 'cancelUnclear');
      if (unclear(after) > unclear(before)) expect(told.length).toBeGreaterThan(0);
    });
  });
});

test('in the end exactly those cancels are done that i’mport carried out, if nobody cancels in the console', () => {
  fc.assert(
    fc.property(anyStory, (any) => {
      const story = { ...any, events: any.events.filter(({ kind }) => kind !== 'console') };
      const { order, ours } = tell(story, {});
      const done = ofMoney(order).flatMap(({ state, impUid, amount }) =>
        state === 'done' ? [`${impUid} ${amount}`] : [],
      );
      expect(done.toSorted()).toEqual(ours.toSorted());
    }),
    RUNS,
  );
});
