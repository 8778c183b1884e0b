import { keepPayment } from '../../src/domain/keep-payment';
import type { Order } from '../../src/domain/order';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
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
const MANY = ORDER_LIMITS.paymentsOfAKind;
const FULL = reportMany(buildOrder(), 'account', 0, MANY);

test('a new account replaces the oldest, whose id stays', () => {
  const order = reportMany(FULL, 'account', MANY, MANY + 30);
  expect(idsOf(order)).toEqual(ids(30, MANY + 30));
  expect(order.unlistedAccounts).toEqual(ids(0, 30));
});

test('an account older than all others is not listed, and its id is kept', () => {
  const order = report(FULL, 'account', -1);
  expect(order.payments).toBe(FULL.payments);
  expect(order.unlistedAccounts).toEqual(['imp_account_-1']);
});

test('a replaced account is not listed again, however often it is reported', () => {
  const order = reportMany(FULL, 'account', MANY, MANY + 30);
  const again = reportMany(order, 'account', 0, MANY + 30);
  expect(again.payments).toBe(order.payments);
  expect(again.unlistedAccounts).toBe(order.unlistedAccounts);
});

test('a replaced account is listed again with money, or if the shop names it', () => {
  const order = reportMany(FULL, 'account', MANY, MANY + 30);
  const paid = buildRecord({ impUid: 'imp_account_7', virtualAccount: buildAccount() });
  const settled = keepPayment(order, paid, VERDICTS.money, false);
  expect(settled).toMatchObject({
    isNewReport: true,
    payments: { length: MANY + 1 },
    unlistedAccounts: { length: 29 },
  });
  const named = report(order, 'account', 7, true);
  expect([named.payments.length, named.unlistedAccounts.length]).toEqual([MANY + 1, 29]);
});

test('an account with a cancel under way is listed until that has ended', () => {
  const cancels = [buildCancel({ kind: 'revoke', impUid: 'imp_account_0', state: 'requested' })];
  const order = report({ ...FULL, cancels }, 'account', MANY);
  expect(idsOf(order)).toContain('imp_account_0');
  expect(order.unlistedAccounts).toEqual(['imp_account_1']);
  const evicted = report(FULL, 'account', MANY);
  expect(idsOf(report({ ...evicted, cancels }, 'account', 0))).toContain('imp_account_0');
});

test('the id of a replaced account is removed once it takes no deposit', () => {
  const order = reportMany(FULL, 'account', MANY, MANY + 30);
  const revoked = buildRecord({ impUid: 'imp_account_7', status: 'failed', outcome: 'failed' });
  expect(keepPayment(order, revoked, VERDICTS.attempt, false).unlistedAccounts).not.toContain('imp_account_7');
});

test('the number of ids is bounded: the newest stay', () => {
  const order = reportMany(FULL, 'account', MANY, 700);
  expect(order.unlistedAccounts).toEqual(ids(700 - MANY - ORDER_LIMITS.unlistedAccounts, 700 - MANY));
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
    expect(order.payments).toHaveLength(MANY);
  },
);

test('money is kept up to a bound, and what settles the order beyond it', () => {
  const duplicates = (order: Order, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => from + i).reduce((it, n) => {
      const record = buildRecord({ impUid: `imp_money_${n}`, outcome: 'duplicate' });
      return { ...it, ...keepPayment(it, record, { outcome: 'duplicate', paidBy: 'imp_0' }, false) };
    }, order);
  const order = duplicates(buildOrder(), 0, 250);
  expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsWithMoney);
  expect(idsOf(report(order, 'money', 250))).toContain('imp_money_250');
  expect(
    keepPayment(order, buildRecord({ impUid: 'imp_money_9', cancelAmount: 1 }), VERDICTS.money, false),
  ).toMatchObject({
    isNewReport: true,
    payments: { length: ORDER_LIMITS.paymentsWithMoney },
  });
});

test('money that the shop names is listed beyond that bound, while the whole list has room', () => {
  const duplicate = (order: Order, n: number, isAskedFor: boolean) => {
    const record = buildRecord({ impUid: `imp_money_${n}`, outcome: 'duplicate' });
    return { ...order, ...keepPayment(order, record, { outcome: 'duplicate', paidBy: 'imp_0' }, isAskedFor) };
  };
  let order = buildOrder();
  for (let n = 0; n < ORDER_LIMITS.paymentsWithMoney; n += 1) order = duplicate(order, n, false);
  expect(duplicate(order, 100, false).payments).toBe(order.payments);
  expect(idsOf(duplicate(order, 100, true))).toContain('imp_money_100');
  for (let n = 0; n < 2 * ORDER_LIMITS.payments; n += 1) order = duplicate(order, n, true);
  expect(order.payments).toHaveLength(ORDER_LIMITS.payments);
});

test('the payment that settles the order takes no place of other money', () => {
  let order = report(buildOrder({ paidBy: 'imp_money_900' }), 'money', 900);
  for (let n = 0; n < 100; n += 1) {
    const record = buildRecord({ impUid: `imp_money_${n}`, outcome: 'duplicate' });
    order = { ...order, ...keepPayment(order, record, { outcome: 'duplicate', paidBy: 'imp_money_900' }, false) };
  }
  expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsWithMoney + 1);
});

test('an account that ends leaves the list where too many have ended', () => {
  let order = buildOrder();
  for (let n = 0; n < 3 * MANY; n += 1) {
    order = report(order, 'account', n);
    const ended = buildRecord({ ...payment('account', n), status: 'failed', outcome: 'failed' });
    const kept = keepPayment(order, ended, VERDICTS.attempt, false);
    expect(kept.isNewReport).toBe(true);
    order = { ...order, ...kept };
    expect(keepPayment(order, ended, VERDICTS.attempt, false)).toMatchObject({ isNewReport: false });
  }
  expect(order.payments).toHaveLength(MANY);
});

test('what the shop names, or is being revoked, is listed while the whole list has room', () => {
  const order = Array.from({ length: 3 * ORDER_LIMITS.payments }, (_, n) => n).reduce(
    (it, n) => report(it, 'attempt', n, true),
    buildOrder(),
  );
  expect(order.payments).toHaveLength(ORDER_LIMITS.payments);
});

test.each(['order', 'testChannel'] as const)(
  'a payment that broke the rule %s is no payment of the order',
  (reason) => {
    const listed = keepPayment(buildOrder(), buildRecord(), { outcome: 'forgery', reason }, true);
    expect(listed).toEqual({ payments: [], unlistedAccounts: [], isNewReport: false });
  },
);
