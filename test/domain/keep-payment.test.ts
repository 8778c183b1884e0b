import { keepPayment } from '../../src/domain/keep-payment';
import type { Order } from '../../src/domain/order';
import type { Verdict } from '../../src/domain/verdict';
import { buildCancel } from '../support/build-cancel';
import { buildOrder } from '../support/build-order';
import { buildAccount, buildRecord, type PaymentOverrides } from '../support/build-payment';

const START = Date.parse('2026-11-21T01:01:00Z');
const VERDICTS = {
  account: { outcome: 'vbankIssued', account: buildAccount() },
  unwantedAccount: { outcome: 'duplicate', paidBy: 'imp_0' },
  attempt: { outcome: 'failed', reason: null },
  unknown: { outcome: 'pending', unknownStatus: true },
  money: { outcome: 'success', partlyCancelled: false },
} as const satisfies Record<string, Verdict>;
type Kind = keyof typeof VERDICTS;

/** The n-th payment of a kind; accounts are issued a minute apart. */
function payment(kind: Kind, n: number): PaymentOverrides & { impUid: string } {
  const impUid = `imp_${kind}_${n}`;
  const issuedAt = new Date(START + n * 60_000);
  switch (kind) {
    case 'account':
    case 'unwantedAccount':
      return { impUid, status: 'ready', virtualAccount: buildAccount({ impUid, issuedAt }) };
    case 'attempt':
      return { impUid, status: 'failed' };
    case 'unknown':
      return { impUid, status: 'unknown' };
    case 'money':
      return { impUid };
  }
}

function report(order: Order, kind: Kind, n: number, isAskedFor = false): Order {
  const verdict = VERDICTS[kind];
  const record = buildRecord({ ...payment(kind, n), outcome: verdict.outcome });
  const { payments, unlistedAccounts } = keepPayment(order, record, verdict, isAskedFor);
  return { ...order, payments, unlistedAccounts };
}

const reportMany = (order: Order, kind: Kind, from: number, to: number): Order =>
  Array.from({ length: to - from }, (_, i) => from + i).reduce((it, n) => report(it, kind, n), order);
const idsOf = ({ payments }: Order) => payments.map(({ impUid }) => impUid);
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `imp_account_${from + i}`);
const FULL = reportMany(buildOrder(), 'account', 0, 100);

test('a new account replaces the oldest, whose id stays', () => {
  const order = reportMany(FULL, 'account', 100, 130);
  expect(idsOf(order)).toEqual(ids(30, 130));
  expect(order.unlistedAccounts).toEqual(ids(0, 30));
});

test('an account older than all others is not listed, and its id is kept', () => {
  const order = report(FULL, 'account', -1);
  expect(order.payments).toBe(FULL.payments);
  expect(order.unlistedAccounts).toEqual(['imp_account_-1']);
});

test('a replaced account is not listed again, however often it is reported', () => {
  const order = reportMany(FULL, 'account', 100, 130);
  const again = reportMany(order, 'account', 0, 130);
  expect(again.payments).toBe(order.payments);
  expect(again.unlistedAccounts).toBe(order.unlistedAccounts);
});

test('a replaced account is listed again with money, or if the shop names it', () => {
  const order = reportMany(FULL, 'account', 100, 130);
  const paid = buildRecord({ impUid: 'imp_account_7', virtualAccount: buildAccount() });
  const settled = keepPayment(order, paid, VERDICTS.money, false);
  expect(settled).toMatchObject({ isNewReport: true, payments: { length: 101 }, unlistedAccounts: { length: 29 } });
  const named = report(order, 'account', 7, true);
  expect([named.payments.length, named.unlistedAccounts.length]).toEqual([101, 29]);
});

test('an account with a cancel under way is listed until that has ended', () => {
  const cancels = [buildCancel({ kind: 'revoke', impUid: 'imp_account_0', state: 'requested' })];
  const order = report({ ...FULL, cancels }, 'account', 100);
  expect(idsOf(order)).toContain('imp_account_0');
  expect(order.unlistedAccounts).toEqual(['imp_account_1']);
  const evicted = report(FULL, 'account', 100);
  expect(idsOf(report({ ...evicted, cancels }, 'account', 0))).toContain('imp_account_0');
});

test('the id of a replaced account is removed once it takes no deposit', () => {
  const order = reportMany(FULL, 'account', 100, 130);
  const revoked = buildRecord({ impUid: 'imp_account_7', status: 'failed', outcome: 'failed' });
  expect(keepPayment(order, revoked, VERDICTS.attempt, false).unlistedAccounts).not.toContain('imp_account_7');
});

test('the number of ids is bounded: the newest stay', () => {
  const order = reportMany(FULL, 'account', 100, 700);
  expect(order.unlistedAccounts).toEqual(ids(100, 600));
  expect(report(order, 'account', -1).unlistedAccounts).toBe(order.unlistedAccounts);
});

const KINDS = ['account', 'unwantedAccount', 'attempt', 'unknown'] as const;

test.each(KINDS.flatMap((flood) => [...KINDS, 'money' as const].map((kind) => [flood, kind] as const)))(
  'a flood of %s does not displace a first %s',
  (flood, kind) => {
    const order = reportMany(buildOrder(), flood, 1, 151);
    const after = report(order, kind, 151);
    if (kind !== flood || kind === 'account') expect(idsOf(after)).toContain(`imp_${kind}_151`);
    else expect(after.payments).toBe(order.payments);
    expect(order.payments).toHaveLength(100);
  },
);

test('money is kept without a bound', () => {
  expect(reportMany(buildOrder(), 'money', 0, 250).payments).toHaveLength(250);
});

test.each(['order', 'testChannel'] as const)(
  'a payment that broke the rule %s is no payment of the order',
  (reason) => {
    const listed = keepPayment(buildOrder(), buildRecord(), { outcome: 'forgery', reason }, true);
    expect(listed).toEqual({ payments: [], unlistedAccounts: [], isNewReport: false });
  },
);
