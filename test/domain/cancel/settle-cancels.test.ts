import { settleCancels, DOUBT_MS, MAX_REVOKE_TRIES } from '../../../src/domain/cancel/settle-cancels';
import type { Cancel } from '../../../src/domain/cancel/cancel';
import type { CancelState } from '../../../src/domain/cancel/cancel-state';
import { buildCancel, buildCancellation, SENT_AT, type CancelOverrides } from '../../support/build-cancel';
import { buildAccount, buildPayment, type PaymentOverrides } from '../../support/build-payment';

const OTHER = 'imp_700000000002';
const AT = new Date('2026-11-22T05:20:00Z');
const soon = new Date(SENT_AT.getTime() + DOUBT_MS - 1);
const late = new Date(SENT_AT.getTime() + DOUBT_MS);

const shown: PaymentOverrides = { status: 'cancelled', cancelAmount: 1_000, cancellations: [buildCancellation()] };
const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };

const advance = (cancels: readonly CancelOverrides[], payment: PaymentOverrides): readonly Cancel[] =>
  settleCancels(
    cancels.map((cancel) => buildCancel(cancel)),
    buildPayment(payment),
    AT,
  );
const statesOf = (cancels: readonly Cancel[]) => cancels.map(({ state }) => state);

describe('a cancel of money', () => {
  test.each<{ from: CancelState; to: CancelState }>([
    { from: 'requested', to: 'requested' },
    { from: 'sent', to: 'done' },
    { from: 'accepted', to: 'done' },
    { from: 'unclear', to: 'done' },
    { from: 'refused', to: 'refused' },
    { from: 'dropped', to: 'dropped' },
    { from: 'done', to: 'done' },
  ])('that is $from is $to by a report that shows it', ({ from, to }) => {
    const before = { state: from, cancellationId: from === 'done' ? 'c0' : null } as const;
    const [after] = advance([before], { ...shown, askedAt: late });
    expect(after?.state).toBe(to);
    if (from === to) expect(after).toEqual(buildCancel(before));
    else expect(after).toMatchObject({ cancellationId: 'c1', endedAt: AT });
    if (from !== to) expect(after).not.toHaveProperty('dueAt');
  });

  test.each<{ from: CancelState; to: CancelState; askedAt: Date }>([
    { from: 'requested', to: 'requested', askedAt: late },
    { from: 'sent', to: 'sent', askedAt: soon },
    { from: 'sent', to: 'unclear', askedAt: late },
    { from: 'accepted', to: 'accepted', askedAt: late },
    { from: 'unclear', to: 'unclear', askedAt: late },
    { from: 'refused', to: 'refused', askedAt: late },
  ])('that is $from is $to by a report without it, asked for at $askedAt', ({ from, to, askedAt }) => {
    expect(statesOf(advance([{ state: from }], { askedAt }))).toEqual([to]);
  });

  test('does not change by a report of another payment, even one that would match', () => {
    const cancels = [buildCancel({ state: 'sent' })];
    const reported = buildPayment({ ...shown, impUid: OTHER, askedAt: late });
    expect(settleCancels(cancels, reported, AT)).toEqual(cancels);
  });

  test('never takes the cancellation of another cancel', () => {
    const second = { id: 'b', state: 'sent', baseline: { cancelAmount: 0 } } as const;
    expect(advance([{ state: 'done' }, second], { ...shown, askedAt: soon })).toEqual([
      buildCancel({ state: 'done' }),
      buildCancel(second),
    ]);
  });

  test.each<{ name: string; cancellationId: string | null; state: 'sent' | 'accepted' }>([
    { name: 'whose outcome is in doubt', cancellationId: 'c1', state: 'sent' },
    { name: 'that i’mport agreed to', cancellationId: 'c1', state: 'accepted' },
    { name: 'that i’mport agreed to, where there are no ids', cancellationId: null, state: 'accepted' },
  ])('asked for again after doubt: what shows is taken for the one $name', ({ cancellationId, state }) => {
    const payment = { ...shown, cancellations: [buildCancellation({ cancellationId })], askedAt: soon };
    const [givenUp, again] = advance([{ state: 'unclear' }, { id: 'b', state }], payment);
    expect(givenUp).toEqual(buildCancel({ state: 'unclear' }));
    expect(again).toMatchObject({ id: 'b', state: 'done', cancellationId });
  });

  test('and an earlier unclear one are both settled, if both show', () => {
    const cancellations = [buildCancellation(), buildCancellation({ cancellationId: 'c2' })];
    const both = advance([{ state: 'unclear' }, { id: 'b', state: 'accepted' }], {
      ...shown,
      cancelAmount: 2_000,
      cancellations,
    });
    expect(both).toMatchObject([
      { id: 'req-1', state: 'done', cancellationId: 'c2' },
      { id: 'b', state: 'done', cancellationId: 'c1' },
    ]);
  });
});

describe('an account to be revoked', () => {
  const open: CancelOverrides = { kind: 'revoke' };

  test.each<{
    name: string;
    payment: PaymentOverrides;
    cancel?: CancelOverrides;
    after: Partial<Pick<Cancel, 'state' | 'why'>>;
  }>([
    { name: 'waits while it is open', payment: account, after: { state: 'requested' } },
    { name: 'waits while we do not understand it', payment: { status: 'unknown' }, after: { state: 'requested' } },
    { name: 'is revoked once it failed', payment: { ...account, status: 'failed' }, after: { state: 'done' } },
    {
      name: 'is lost to a deposit',
      payment: { virtualAccount: buildAccount() },
      after: { state: 'refused', why: 'depositCameFirst' },
    },
    {
      name: 'is tried often',
      payment: account,
      cancel: { tries: MAX_REVOKE_TRIES - 1 },
      after: { state: 'requested' },
    },
    {
      name: 'is refused if it stays open after all tries',
      payment: account,
      cancel: { tries: MAX_REVOKE_TRIES },
      after: { state: 'refused', why: 'accountStaysOpen' },
    },
    {
      name: 'is not lost any more once it was revoked',
      payment: {},
      cancel: { state: 'done' },
      after: { state: 'done' },
    },
  ])('$name', ({ payment, cancel, after }) => {
    expect(advance([{ ...open, ...cancel }], payment)).toMatchObject([after]);
  });
});
