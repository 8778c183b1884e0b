import fc from 'fast-check';
import { wasSent, type Cancel } from '../../../src/domain/cancel/cancel';
import {
  CANCEL_TRANSITIONS,
  nextCancelState,
  type CancelReason,
  type CancelState,
} from '../../../src/domain/cancel/cancel-state';
import type { Order } from '../../../src/domain/order';
import { CANCEL_ROWS } from '../../support/cancel-moves';
import { anyWalk, walk } from './cancel-walk';
import type { Watcher } from './cancel-walk-state';

/** The seed is fixed, so the rows that are reached do not depend on chance. */
const everyStep = (watch: Watcher, numRuns = 500): void =>
  fc.assert(
    fc.property(anyWalk, (any) => void walk(any, watch)),
    { numRuns, seed: 20261122 },
  );

/** The changed cancels, each with its former value. */
function moved(before: Order, after: Order): { readonly was: Cancel; readonly is: Cancel }[] {
  return before.cancels.flatMap((was, index) => {
    const is = after.cancels[index];
    return is === undefined || is === was ? [] : [{ was, is }];
  });
}

const ofMoney = (order: Order, impUid: string) =>
  order.cancels.filter((cancel) => cancel.kind === 'cancel' && cancel.impUid === impUid);
const sum = (cancels: readonly Cancel[]) => cancels.reduce((total, { amount }) => total + amount, 0);

test('a cancel moves only as the table says, and every row of the table is reached', () => {
  const reached = new Set<string>();
  everyStep((before, after) => {
    for (const { was, is } of moved(before, after)) {
      expect(is.id).toBe(was.id);
      expect(nextCancelState(was.kind, was.state, is.why as CancelReason)).toBe(is.state);
      reached.add(`${was.kind}: ${was.state}, ${is.why}`);
    }
  }, 1_500);
  expect([...reached].toSorted()).toEqual(
    CANCEL_ROWS.map(({ kind, from, why }) => `${kind}: ${from}, ${why}`).toSorted(),
  );
});

test('a cancel in a final state stays as it is, and no cancel is lost', () => {
  const isFinal = ({ kind, state }: Cancel) => {
    const states: Partial<Record<CancelState, object>> = CANCEL_TRANSITIONS[kind];
    return Object.keys(states[state] ?? {}).length === 0;
  };
  everyStep((before, after) => {
    expect(after.cancels.slice(0, before.cancels.length).map(({ id }) => id)).toEqual(
      before.cancels.map(({ id }) => id),
    );
    for (const { was } of moved(before, after)) expect(isFinal(was)).toBe(false);
  });
});

test('no more is sent than was paid, and no more is done than i’mport has refunded', () => {
  everyStep((_, after, truth) => {
    for (const payment of truth) {
      const cancels = ofMoney(after, payment.impUid);
      for (const cancel of cancels) {
        if (!wasSent(cancel)) continue;
        expect(cancel.baseline.cancelAmount + cancel.amount).toBeLessThanOrEqual(payment.amount ?? 0);
      }
      expect(sum(cancels.filter(({ state }) => state === 'done'))).toBeLessThanOrEqual(payment.cancelAmount ?? 0);
    }
  });
});
