import type { CancelCause } from '../../../src/domain/cancel/cancel';
import type { CancelState } from '../../../src/domain/cancel/cancel-state';
import { cancelAttention, endedCancels } from '../../../src/domain/cancel/ended-cancels';
import { buildCancel } from '../../support/build-cancel';

const STATES: readonly CancelState[] = ['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'];
const CAUSES: readonly CancelCause[] = ['shop', 'forged', 'duplicate', 'late', 'surplus', 'closed', 'wrong'];
const ends: readonly CancelState[] = ['done', 'refused', 'unclear', 'dropped'];

describe('a cancel has ended', () => {
  test.each(STATES)('when it was sent, and is now %s', (state) => {
    const after = buildCancel({ state });
    expect(endedCancels([buildCancel({ state: 'sent' })], [after])).toEqual(ends.includes(state) ? [after] : []);
  });

  test.each(ends)('not again, when it was %s before', (state) => {
    expect(endedCancels([buildCancel({ state })], [buildCancel({ state })])).toEqual([]);
  });

  test('again, when it shows after it was unclear', () => {
    const done = buildCancel({ state: 'done' });
    expect(endedCancels([buildCancel({ state: 'unclear' })], [done])).toEqual([done]);
  });

  test('only the one that did, of several; a new one has not', () => {
    const [sent, done] = [buildCancel({ id: 'b', state: 'sent' }), buildCancel({ id: 'b', state: 'done' })];
    const [other, added] = [buildCancel({ state: 'done' }), buildCancel({ id: 'c' })];
    expect(endedCancels([other, sent], [other, done, added])).toEqual([done]);
  });
});

describe('a person has to look', () => {
  test.each(CAUSES)('at every unclear cancel: %s', (cause) => {
    const [before, after] = [buildCancel({ cause, state: 'sent' }), buildCancel({ cause, state: 'unclear' })];
    expect(cancelAttention([before], [after])).toEqual(['cancelUnclear']);
  });

  test.each<[CancelCause, boolean]>([
    ['shop', false],
    ['surplus', true],
    ['closed', true],
    ['forged', true],
    ['duplicate', true],
    ['late', true],
    ['wrong', true],
  ])('at a refusal that nobody else reads: %s %s', (cause, isNeeded) => {
    const [before, after] = [buildCancel({ cause, state: 'sent' }), buildCancel({ cause, state: 'refused' })];
    expect(cancelAttention([before], [after])).toEqual(isNeeded ? ['cancelRefused'] : []);
  });

  test('at none that a deposit preceded: the deposit is judged by itself', () => {
    const revoke = { kind: 'revoke', cause: 'surplus' } as const;
    const after = buildCancel({ ...revoke, state: 'refused', why: 'depositCameFirst' });
    expect(cancelAttention([buildCancel(revoke)], [after])).toEqual([]);
  });

  test.each(['done', 'dropped'] as const)('at none that is %s', (state) => {
    const [before, after] = [buildCancel({ cause: 'forged', state: 'sent' }), buildCancel({ cause: 'forged', state })];
    expect(cancelAttention([before], [after])).toEqual([]);
  });
});
