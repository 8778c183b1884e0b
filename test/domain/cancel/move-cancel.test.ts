import { isUnderWay, wasSent } from '../../../src/domain/cancel/cancel';
import {
  CANCEL_TRANSITIONS,
  INITIAL_CANCEL_STATE,
  nextCancelState,
  type CancelKind,
  type CancelState,
} from '../../../src/domain/cancel/cancel-state';
import { moveCancel, recordCancel } from '../../../src/domain/cancel/move-cancel';
import { buildCancel, ENDED_AT, SENT_AT } from '../../support/build-cancel';
import { buildMove, CANCEL_ROWS } from '../../support/cancel-moves';
import { unreachableStates } from '../../support/unreachable-states';

const KINDS: readonly CancelKind[] = ['cancel', 'revoke'];
const TERMS = [
  ...['id', 'kind', 'cause', 'impUid', 'amount', 'currency', 'all', 'taxFree', 'vatAmount', 'reason', 'fingerprint'],
  ...['requestedAt', 'state', 'why'],
];
const at = new Date('2026-11-22T06:00:00Z');
const refund = { holder: '한바다', bank: '004', account: '12345678901', tel: null };

describe.each(KINDS)('the moves of a %s', (kind) => {
  const rows = CANCEL_ROWS.filter((row) => row.kind === kind);
  const states = Object.keys(CANCEL_TRANSITIONS[kind]) as CancelState[];
  const reasons = [...new Set(CANCEL_ROWS.map(({ why }) => why))];
  const next = Object.fromEntries(
    states.map((from) => [from, rows.filter((row) => row.from === from).map(({ to }) => to)]),
  ) as Record<CancelState, CancelState[]>;

  test('reach every state, and lead only to known states', () => {
    expect(unreachableStates(next, INITIAL_CANCEL_STATE)).toEqual([]);
    expect(states).toEqual(expect.arrayContaining(rows.map(({ to }) => to)));
  });

  test.each(rows)('$from, $why: $to', ({ from, why, to }) => {
    const moved = moveCancel(buildCancel({ kind, state: from }), buildMove(why, at));
    expect(moved).toMatchObject({ kind, state: to, why });
  });

  test.each(states)('have no other reason: %s', (state) => {
    const others = reasons.filter((why) => nextCancelState(kind, state, why) === undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const why of others) {
      expect(() => moveCancel(buildCancel({ kind, state }), buildMove(why, at))).toThrow(
        `${state} cannot move by ${why}`,
      );
    }
  });

  test.each(rows)('$from, $why: has the fields of $to and no others', ({ from, why, to }) => {
    const moved = moveCancel(buildCancel({ kind, state: from, refund }), buildMove(why, at));
    expect(Object.keys(moved).toSorted()).toEqual(
      [
        ...TERMS,
        ...(isUnderWay(moved) ? ['refund', 'dueAt', 'tries'] : ['endedAt']),
        ...(wasSent(moved) ? ['sentAt', 'baseline'] : []),
        ...(kind === 'cancel' && to === 'done' ? ['cancellationId'] : []),
        ...(why === 'gatewayRefused' ? ['gatewayText'] : []),
      ].toSorted(),
    );
    expect(wasSent(moved)).toBe(to === 'sent' || (why !== 'notSent' && wasSent(buildCancel({ kind, state: from }))));
    // It was erased when the cancel was given up.
    if (isUnderWay(moved)) expect(moved.refund).toEqual(from === 'unclear' ? null : refund);
  });
});

test('a cancel begins as requested, and is due', () => {
  const recorded = recordCancel(buildCancel(), { refund, dueAt: at });
  expect(recorded).toEqual({ ...buildCancel(), refund, dueAt: at });
  expect(recorded).toMatchObject({ state: 'requested', why: 'recorded', tries: 0 });
});

test('an ended cancel gets a new end when it moves, except when it is identified', () => {
  const shown = moveCancel(buildCancel({ state: 'unclear' }), buildMove('shown', at));
  expect(shown).toMatchObject({ endedAt: at, sentAt: SENT_AT });
  const identified = moveCancel(buildCancel({ state: 'done', cancellationId: null }), buildMove('identified', at));
  expect(identified).toMatchObject({ endedAt: ENDED_AT, cancellationId: 'c9' });
});

test('an inherited property name is no reason', () => {
  expect(nextCancelState('cancel', 'requested', 'constructor' as never)).toBeUndefined();
});
