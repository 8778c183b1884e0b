import {
  balanceOf,
  cancellableOf,
  isItsTurn,
  isUnderWay,
  nextCancelDueAt,
  replaceCancel,
} from '../../../src/domain/cancel/cancel';
import type { CancelState } from '../../../src/domain/cancel/cancel-state';
import { buildCancel, type CancelOverrides } from '../../support/build-cancel';
import { buildPayment, type PaymentOverrides } from '../../support/build-payment';

const OTHER = 'imp_700000000002';
const STATES: readonly CancelState[] = ['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'];
const UNDER_WAY: readonly CancelState[] = ['requested', 'sent', 'accepted'];

test.each(STATES)('whether a cancel is under way: %s', (state) => {
  expect(isUnderWay(buildCancel({ state }))).toBe(UNDER_WAY.includes(state));
});

describe('the balance of a payment', () => {
  test.each<{ name: string; payment: PaymentOverrides; balance: number }>([
    { name: 'all of it', payment: {}, balance: 64_900 },
    { name: 'less what was cancelled', payment: { cancelAmount: 900 }, balance: 64_000 },
    { name: 'nothing once all was', payment: { status: 'cancelled' }, balance: 0 },
    { name: 'nothing that can be told of an inexact amount', payment: { amount: null }, balance: 0 },
    { name: 'nothing that can be told of an inexact cancelled sum', payment: { cancelAmount: null }, balance: 0 },
    { name: 'never below 0', payment: { cancelAmount: 64_901 }, balance: 0 },
  ])('is $name', ({ payment, balance }) => {
    expect(balanceOf(buildPayment(payment))).toBe(balance);
  });
});

describe('what can still be cancelled', () => {
  test.each(STATES)('is less by the amount that a cancel reserves: %s', (state) => {
    const left = cancellableOf(buildPayment(), [buildCancel({ state, amount: 900 })]);
    expect(left).toBe(UNDER_WAY.includes(state) ? 64_000 : 64_900);
  });

  test.each<{ name: string; payment?: PaymentOverrides; cancels: CancelOverrides[]; left: number }>([
    { name: 'by several', cancels: [{ amount: 900 }, { amount: 4_000 }], left: 60_000 },
    { name: 'beside what is cancelled', payment: { cancelAmount: 900 }, cancels: [{ amount: 4_000 }], left: 60_000 },
    { name: "not by another payment's", cancels: [{ amount: 900, impUid: OTHER }], left: 64_900 },
    { name: 'not below 0', payment: { cancelAmount: 64_000 }, cancels: [{ amount: 1_000 }], left: 0 },
  ])('$name', ({ payment, cancels, left }) => {
    expect(
      cancellableOf(
        buildPayment(payment),
        cancels.map((cancel) => buildCancel(cancel)),
      ),
    ).toBe(left);
  });
});

describe("a cancel's turn", () => {
  test.each(STATES)('comes when the one before it is no longer under way: %s', (state) => {
    const [first, second] = [buildCancel({ id: 'a', state }), buildCancel({ id: 'b' })];
    expect(isItsTurn([first, second], second)).toBe(!UNDER_WAY.includes(state));
    expect(isItsTurn([first, second], first)).toBe(UNDER_WAY.includes(state));
  });

  test.each<{ name: string; first: CancelOverrides; second: CancelOverrides }>([
    { name: 'of another payment', first: { impUid: OTHER }, second: {} },
    { name: 'behind an account to be revoked', first: { kind: 'revoke' }, second: {} },
    { name: 'of an account to be revoked', first: {}, second: { kind: 'revoke' } },
  ])('is at once: $name', ({ first, second }) => {
    const cancels = [buildCancel({ id: 'a', ...first }), buildCancel({ id: 'b', ...second })];
    expect(cancels.map((cancel) => isItsTurn(cancels, cancel))).toEqual([true, true]);
  });
});

describe('when the cancels of an order are due', () => {
  const [soon, later] = [new Date('2026-11-22T05:01:00Z'), new Date('2026-11-22T05:02:00Z')];

  test.each<{ name: string; cancels: CancelOverrides[]; dueAt: Date | null }>([
    { name: 'never without a cancel', cancels: [], dueAt: null },
    { name: 'never once they ended', cancels: [{ state: 'done' }, { state: 'unclear' }], dueAt: null },
    { name: 'with the first', cancels: [{ dueAt: later }, { id: 'b', impUid: OTHER, dueAt: soon }], dueAt: soon },
    { name: 'not for one that waits', cancels: [{ dueAt: later }, { id: 'b', dueAt: soon }], dueAt: later },
    {
      name: 'for the next one when its turn comes',
      cancels: [{ state: 'refused' }, { id: 'b', dueAt: soon }],
      dueAt: soon,
    },
  ])('$name', ({ cancels, dueAt }) => {
    expect(nextCancelDueAt(cancels.map((cancel) => buildCancel(cancel)))).toEqual(dueAt);
  });
});

test('a cancel is replaced by its id, in its place', () => {
  const [first, second] = [buildCancel({ id: 'a' }), buildCancel({ id: 'b' })];
  const changed = buildCancel({ id: 'a', state: 'sent' });
  expect(replaceCancel([first, second], changed)).toEqual([changed, second]);
});
