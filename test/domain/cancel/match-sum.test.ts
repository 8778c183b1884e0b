import { wasSent, type CancelOnceSent } from '../../../src/domain/cancel/cancel';
import { matchSum } from '../../../src/domain/cancel/match-cancel';
import type { Amount } from '../../../src/domain/money';
import { buildCancel, buildCancellation, type CancelOverrides } from '../../support/build-cancel';

/** An agreed cancel of 1,000 won, sent when 500 had been cancelled before, as `c0`. */
const agreed = (overrides: CancelOverrides = {}): CancelOnceSent => {
  const baseline = { cancelAmount: 500, cancellationIds: ['c0'] };
  const cancel = buildCancel({ state: 'accepted', baseline, ...overrides });
  if (!wasSent(cancel)) throw new Error('Only what was sent can be settled.');
  return cancel;
};
const shown = (cancelAmount: number | null, ...cancellations: ReturnType<typeof buildCancellation>[]) => ({
  cancelAmount: cancelAmount as Amount | null,
  cancellations,
});
const OLD = buildCancellation({ cancellationId: 'c0', amount: 500 });

test.each([
  ['no history at all', shown(1_500), null],
  ['the old entry alone', shown(1_500, OLD), null],
  [
    'entries without ids, which prove nothing',
    shown(1_500, buildCancellation({ cancellationId: null, amount: 7 })),
    null,
  ],
  ['one new entry of another amount', shown(1_500, OLD, buildCancellation({ amount: 900 })), 'c1'],
])('%s: settled by a sum that grew by exactly the amount', (_, payment, cancellationId) => {
  expect(matchSum(agreed(), payment, [agreed()])).toMatchObject({ cancellationId });
});

test.each([
  ['a sum that did not grow', shown(500)],
  ['a sum that grew by less', shown(1_499)],
  ['a sum that grew by more', shown(1_501)],
  ['a sum that is no amount', shown(null)],
  [
    'two new entries that add up to the sum',
    shown(1_500, buildCancellation({ amount: 400 }), buildCancellation({ cancellationId: 'c2', amount: 600 })),
  ],
])('%s settles nothing', (_, payment) => {
  expect(matchSum(agreed(), payment, [agreed()])).toBeNull();
});

test.each(['sent', 'unclear', 'refused', 'done'] as const)('%s: not accepted, not settled', (state) => {
  expect(matchSum(agreed({ state }), shown(1_500), [agreed({ state })])).toBeNull();
});

test('an unclear cancel may explain the sum, unless its amount is higher or its payment another', () => {
  const unclear = (fields: CancelOverrides) => [agreed(), buildCancel({ id: 'req-2', state: 'unclear', ...fields })];
  expect(matchSum(agreed(), shown(1_500), unclear({}))).toBeNull();
  expect(matchSum(agreed(), shown(1_500), unclear({ amount: 1_001 }))).not.toBeNull();
  expect(matchSum(agreed(), shown(1_500), unclear({ impUid: 'imp_2' }))).not.toBeNull();
});

test('an entry of another cancel is not taken twice', () => {
  const other = buildCancel({ id: 'req-2', state: 'done', cancellationId: 'c1' });
  const payment = shown(1_500, buildCancellation({ amount: 900 }));
  expect(matchSum(agreed(), payment, [agreed(), other])).toMatchObject({ cancellationId: null });
});
