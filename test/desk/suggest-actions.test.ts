import type { AttentionEntry, AttentionReason } from '../../src/domain/order';
import { isAboutAccount, suggestActions, type SuggestedAction } from '../../src/desk/suggest-actions';
import { attentionText } from '../../src/desk/parts/attention-entry';
import { ACCOUNT_ATTENTION, ATTENTION, GIVEN_BACK } from '../../src/desk/texts/attention-texts';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildRecord, type PaymentOverrides } from '../support/build-payment';

const IMP = 'imp_700000000001';
const AT = new Date('2026-11-21T01:03:00Z');

function about(reason: AttentionReason, payment: PaymentOverrides | null, order: OrderOverrides = {}) {
  const entry: AttentionEntry = { at: AT, reason, source: 'webhook', impUid: IMP, reported: null };
  const payments = payment === null ? [] : [buildRecord({ impUid: IMP, ...payment })];
  return { order: buildOrder({ ...order, payments, attention: [entry] }), entry };
}
const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };

test.each<[string, AttentionReason, PaymentOverrides | null, readonly SuggestedAction[], OrderOverrides?]>([
  ['a payment of another amount', 'amountDiffers', { amount: 100 }, ['cancel']],
  ['one that was given back since', 'amountDiffers', { amount: 100, cancelAmount: 100 }, []],
  ['one that was given back in part', 'amountDiffers', { amount: 100, cancelAmount: 40 }, ['cancel']],
  ['a second payment that was given back since', 'duplicate', { cancelAmount: 64_900 }, []],
  ['a refund of an unknown result that i’mport shows by now', 'cancelUnclear', { cancelAmount: 64_900 }, []],
  ['an account of another amount, which the service revokes', 'amountDiffers', account, []],
  ['a second payment', 'duplicate', {}, ['cancel']],
  ['a second payment that the order has no room for', 'duplicate', null, ['cancel']],
  ['a late payment', 'late', {}, ['accept', 'cancel'], { state: 'expired' }],
  ['a late payment that settled its order', 'late', {}, [], { state: 'paid', paidBy: IMP }],
  ['a late payment of an order that another one settled', 'late', {}, ['cancel'], { paidBy: 'imp_2' }],
  ['an account before its order', 'olderThanOrder', account, ['revoke']],
  ['a payment of an earlier amount', 'amountChanged', {}, ['accept', 'cancel']],
  ['an account that is due too late', 'accountDueTooFar', account, ['revoke']],
  ['such an account after its deposit', 'accountDueTooFar', {}, []],
  ['an account that Inicis does not revoke', 'revokeKeyMissing', account, ['revoke']],
  ['a replayed payment', 'replay', null, []],
  ['a payment of a test channel', 'testChannel', {}, []],
  ['an unknown status', 'unknownStatus', { status: 'unknown' }, ['recheck']],
  ['payments that cannot be read', 'unreadable', null, ['recheck']],
  ['a deposit without a refund account', 'refundAccountMissing', {}, ['cancel']],
  ['a refused refund', 'cancelRefused', {}, ['cancel']],
  ['a refused revocation', 'cancelRefused', account, ['revoke']],
  ['a refund of an unknown result', 'cancelUnclear', {}, ['recheck', 'cancel']],
  ['a refund that is not shown', 'cancelDelayed', {}, ['recheck']],
  ['a flood of accounts', 'tooManyAccounts', account, ['close']],
  ['a flood of accounts of a closed order', 'tooManyAccounts', account, [], { state: 'closed' }],
  ['a message that was not delivered', 'notificationFailed', null, ['messages']],
])('%s: %s', (_what, reason, payment, actions, order = {}) => {
  const it = about(reason, payment, order);
  expect(suggestActions(it.order, it.entry)).toEqual(actions);
});

test.each<[string, PaymentOverrides | null, string | null, boolean]>([
  ['an open account', account, null, true],
  ['an account after its deposit', {}, null, false],
  ['an account that was revoked', { status: 'failed', virtualAccount: buildAccount() }, null, true],
  ['a reported account that the order has no record of', null, 'ready', true],
  ['a reported payment that the order has no record of', null, 'paid', false],
])('%s', (_what, payment, status, expected) => {
  const { order, entry } = about('duplicate', payment);
  const reported = status && { merchantUid: 'o', status, amount: '1', currency: 'KRW', testChannel: false };
  expect(isAboutAccount(order, { ...entry, reported: reported || null })).toBe(expected);
});

test('an account has words of its own, and what it turns into with its deposit has those of money', () => {
  const open = about('duplicate', account);
  expect(attentionText(open.order, open.entry, 'en')).toBe(ACCOUNT_ATTENTION.en.duplicate);
  const paid = about('duplicate', {});
  expect(attentionText(paid.order, paid.entry, 'en')).toBe(ATTENTION.en.duplicate);
  const due = about('accountDueTooFar', account);
  expect(attentionText(due.order, due.entry, 'ko')).toBe(ATTENTION.ko.accountDueTooFar);
});

test.each<[string, PaymentOverrides, string]>([
  ['given back whole', { cancelAmount: 64_900 }, GIVEN_BACK.ko],
  ['given back in part', { cancelAmount: 1_000 }, ATTENTION.ko.duplicate.todo],
  ['not given back', {}, ATTENTION.ko.duplicate.todo],
])('a second payment that was %s says what is left to do', (_what, payment, todo) => {
  const { order, entry } = about('duplicate', payment);
  expect(attentionText(order, entry, 'ko').todo).toBe(todo);
});

test('a message that was not delivered is still to be sent when the payment was given back', () => {
  const { order, entry } = about('notificationFailed', { cancelAmount: 64_900 });
  expect(attentionText(order, entry, 'en').todo).toBe(ATTENTION.en.notificationFailed.todo);
});

test('every reason has other words in each language, and no two reasons have the same', () => {
  const all = [ATTENTION, ACCOUNT_ATTENTION].flatMap(({ ko, en }) => [...Object.values(ko), ...Object.values(en)]);
  const whats = all.map(({ what }) => what);
  expect(new Set(whats).size).toBe(whats.length);
  for (const { what, todo } of all)
    expect([what, todo]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
});
