import type { Amount } from '../../src/domain/money';
import { earlierAmounts, planAmendment, type Amendment } from '../../src/domain/plan-amendment';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildRecord } from '../support/build-payment';

const AT = new Date('2026-11-21T02:00:00Z');
const LATER = new Date('2026-11-22T00:00:00Z');
const plan = (order: OrderOverrides, amendment: Partial<Amendment>) =>
  planAmendment(buildOrder(order), { merchantUid: 'ord-2026-0001', ...amendment }, AT);
const account = buildRecord({ status: 'ready', outcome: 'vbankIssued', virtualAccount: buildAccount() });
const amount = (value: number) => value as Amount;

test('absent fields stay, and the replaced amount is kept with its end', () => {
  const expiresAt = LATER;
  expect(plan({ expiresAt }, { amount: 70_000 })).toEqual({
    plan: 'amend',
    terms: { name: 'Norway swivel chair', amount: 70_000, expiresAt, earlierAmounts: [{ amount: 64_900, until: AT }] },
  });
});

test.each<{ name: string; order: OrderOverrides; amendment: Partial<Amendment>; why: string }>([
  { name: 'paid', order: { state: 'paid' }, amendment: { name: 'x' }, why: 'locked' },
  { name: 'expired', order: { state: 'expired' }, amendment: { expiresAt: LATER }, why: 'locked' },
  { name: 'closed', order: { state: 'closed' }, amendment: { expiresAt: LATER }, why: 'locked' },
  {
    name: 'in possession of held money',
    order: { payments: [buildRecord({ outcome: 'paymentHeld' })] },
    amendment: { expiresAt: LATER },
    why: 'locked',
  },
  { name: 'with an account, of its amount', order: { payments: [account] }, amendment: { amount: 1 }, why: 'locked' },
  { name: 'with an account, of its name', order: { state: 'ready' }, amendment: { name: 'x' }, why: 'locked' },
  {
    name: 'with an account that is not listed',
    order: { unlistedAccounts: ['imp_700000000009'] },
    amendment: { amount: 1 },
    why: 'locked',
  },
  { name: 'to a fraction', order: {}, amendment: { amount: 10.04 }, why: 'amountInvalid' },
  { name: 'to end now', order: {}, amendment: { expiresAt: AT }, why: 'expiresInPast' },
])('an order is not amended that is $name', ({ order, amendment, why }) => {
  expect(plan(order, amendment)).toEqual({ plan: 'refuse', why });
});

test('while an account is open, the expiry may change if the other terms stay the same', () => {
  const order = { state: 'ready', payments: [account], expiresAt: AT } as const;
  const amendment = { expiresAt: LATER, amount: 64_900, name: 'Norway swivel chair' };
  expect(plan(order, amendment)).toMatchObject({ plan: 'amend', terms: { expiresAt: LATER, earlierAmounts: [] } });
});

test('each earlier amount is kept once, with the last time that it was the order’s, and no more than 100', () => {
  const first = new Date(0);
  const order = buildOrder({ earlierAmounts: [64_900, 1].map((value) => ({ amount: amount(value), until: first })) });
  expect(earlierAmounts(order, amount(2), AT)).toEqual([
    { amount: 1, until: first },
    { amount: 64_900, until: AT },
  ]);
  expect(earlierAmounts(order, order.amount, AT)).toBe(order.earlierAmounts);
  const many = Array.from({ length: 100 }, (_, i) => ({ amount: amount(i + 1), until: first }));
  const kept = earlierAmounts(buildOrder({ earlierAmounts: many }), amount(2_000), AT);
  expect([kept.length, kept[0]?.amount, kept.at(-1)?.amount]).toEqual([100, 2, 64_900]);
});
