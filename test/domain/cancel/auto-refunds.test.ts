import type { CancelState } from '../../../src/domain/cancel/cancel-state';
import type { MoneyPolicy } from '../../../src/domain/money-policy';
import { HOLD_EVERYTHING } from '../../../src/domain/money-policy';
import { judgePayment } from '../../../src/domain/judge-payment';
import { isStillWanted, planAutoRefunds, revokeOnce, type AutoRefunds } from '../../../src/domain/cancel/auto-refunds';
import { buildCancel, type CancelOverrides } from '../../support/build-cancel';
import { buildOrder, type OrderOverrides } from '../../support/build-order';
import { buildAccount, buildPayment, buildRecord, type PaymentOverrides } from '../../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');
const at = new Date('2026-11-21T01:03:00Z');
const CANCEL_EVERYTHING: MoneyPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' };

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const otherAccount = { impUid: OTHER, virtualAccount: buildAccount({ impUid: OTHER }) };
const settledByOther: OrderOverrides = { state: 'paid', paidBy: OTHER, payments: [buildRecord({ impUid: OTHER })] };
const expired: OrderOverrides = { state: 'expired', expiresAt: BEFORE };
const closed: OrderOverrides = { state: 'closed', closedAt: BEFORE };

interface Row {
  readonly name: string;
  readonly order?: OrderOverrides;
  readonly payment?: PaymentOverrides;
  readonly moneyPolicy?: Partial<MoneyPolicy>;
  readonly mode?: 'live' | 'test';
}

/** Plans for the reported payment, stored in its order. Every guard is set to `cancel` by default. */
function autoRefunds(
  { order = {}, payment = {}, moneyPolicy = {}, mode = 'live' }: Omit<Row, 'name'>,
  isNewAttention = true,
): AutoRefunds {
  const [theOrder, reported] = [buildOrder(order), buildPayment(payment)];
  const policy = { mode, moneyPolicy: { ...CANCEL_EVERYTHING, ...moneyPolicy } };
  const verdict = judgePayment(theOrder, reported, policy);
  const payments = [
    ...theOrder.payments.filter(({ impUid }) => impUid !== reported.impUid),
    { ...reported, outcome: verdict.outcome, source: 'webhook', recordedAt: at } as const,
  ];
  return planAutoRefunds(theOrder, { ...theOrder, payments }, reported, verdict, {
    at,
    moneyPolicy: policy.moneyPolicy,
    isNewAttention,
  });
}

const nothing: AutoRefunds = { cancels: [], needsRefundAccount: false };

describe('a payment that must not settle its order', () => {
  const wrongs = [
    { name: 'of another amount', payment: { amount: 50_000 }, cause: 'forged', amount: 50_000, key: 'forgedPayment' },
    {
      name: 'in another currency',
      payment: { currency: 'USD' },
      cause: 'forged',
      amount: 64_900,
      key: 'forgedPayment',
    },
    { name: 'paid twice', order: settledByOther, cause: 'duplicate', amount: 64_900, key: 'duplicatePayment' },
    { name: 'after the deadline', order: expired, cause: 'late', amount: 64_900, key: 'latePayment' },
    { name: 'after the closing', order: closed, cause: 'late', amount: 64_900, key: 'latePayment' },
  ] as const;

  test.each(wrongs)('is refunded whole: $name', ({ cause, amount, ...row }) => {
    const { cancels, needsRefundAccount } = autoRefunds(row);
    expect(cancels).toMatchObject([
      {
        id: `cancel:${FIRST}`,
        kind: 'cancel',
        cause,
        impUid: FIRST,
        amount,
        currency: buildPayment('payment' in row ? row.payment : {}).currency,
        all: true,
        state: 'requested',
        dueAt: at,
      },
    ]);
    expect(cancels[0]?.reason).not.toBe('');
    expect(needsRefundAccount).toBe(false);
  });

  test.each(wrongs)('is held if the policy says so: $name', ({ key, ...row }) => {
    expect(autoRefunds({ ...row, moneyPolicy: { [key]: 'hold' } })).toEqual(nothing);
  });

  test.each(wrongs)('is held without a policy: $name', (row) => {
    const [order, reported] = [
      buildOrder('order' in row ? row.order : {}),
      buildPayment('payment' in row ? row.payment : {}),
    ];
    const verdict = judgePayment(order, reported, { mode: 'live' });
    expect(planAutoRefunds(order, order, reported, verdict, { at, isNewAttention: true })).toEqual(nothing);
  });

  test.each(wrongs)('is left to a person after its first report: $name', (row) => {
    expect(autoRefunds(row, false)).toEqual(nothing);
  });

  test.each<Row & { amount: number }>([
    { name: 'a part is left', payment: { amount: 50_000, status: 'cancelled', cancelAmount: 900 }, amount: 49_100 },
    { name: 'a part of a duplicate is left', order: settledByOther, payment: { cancelAmount: 900 }, amount: 64_000 },
  ])('goes back as far as it is there: $name', ({ amount, ...row }) => {
    expect(autoRefunds(row).cancels).toMatchObject([{ amount }]);
  });

  test.each<Row>([
    { name: 'all of it went back already', payment: { amount: 50_000, status: 'cancelled' } },
    { name: 'more went back than came in', payment: { cancelAmount: 99_999 } },
    { name: 'it is no exact amount', payment: { amount: null } },
    { name: 'the sum that went back is no exact amount', payment: { cancelAmount: null } },
    { name: 'it did not come', payment: { status: 'failed', amount: 50_000 } },
    { name: 'it is another order’s', payment: { merchantUid: 'ord-2026-0002' } },
    { name: 'it is another order’s, and of another amount', payment: { merchantUid: 'ord-2026-0002', amount: 100 } },
    { name: 'it is of the test channel', payment: { testChannel: true } },
    { name: 'it is of the test channel, twice', order: settledByOther, payment: { testChannel: true } },
    { name: 'it is good' },
    {
      name: 'it settled the order',
      order: { state: 'paid', paidBy: FIRST, payments: [buildRecord()], closedAt: BEFORE },
    },
    { name: 'it is late, and accepted', order: expired, moneyPolicy: { latePayment: 'accept' } },
    { name: 'its report contradicts itself', payment: { amount: 50_000, status: 'cancelled', cancelAmount: 0 } },
    { name: 'its status is not understood', order: settledByOther, payment: { status: 'unknown' } },
  ])('is not touched where $name', (row) => {
    expect(autoRefunds(row)).toEqual(nothing);
  });

  test('of the test channel is refunded in test mode', () => {
    const row = { order: settledByOther, payment: { testChannel: true }, mode: 'test' } as const;
    expect(autoRefunds(row).cancels).toMatchObject([{ cause: 'duplicate' }]);
  });

  test.each<Row>([
    { name: 'another amount', payment: { amount: 50_000, virtualAccount: buildAccount() } },
    { name: 'a second one', order: settledByOther, payment: { virtualAccount: buildAccount() } },
    { name: 'known by its method alone', order: settledByOther, payment: { payMethod: 'vbank' } },
  ])('by deposit waits for an account that only the buyer knows: $name', (row) => {
    expect(autoRefunds(row)).toEqual({ cancels: [], needsRefundAccount: true });
  });

  test.each<{ state: CancelState; cause: 'shop' | 'late'; isLeft: boolean }>([
    { state: 'requested', cause: 'shop', isLeft: true },
    { state: 'sent', cause: 'shop', isLeft: true },
    { state: 'accepted', cause: 'shop', isLeft: true },
    { state: 'done', cause: 'shop', isLeft: false },
    { state: 'refused', cause: 'shop', isLeft: false },
    { state: 'unclear', cause: 'shop', isLeft: false },
    { state: 'requested', cause: 'late', isLeft: true },
    { state: 'done', cause: 'late', isLeft: true },
    { state: 'refused', cause: 'late', isLeft: true },
    { state: 'unclear', cause: 'late', isLeft: true },
    { state: 'dropped', cause: 'late', isLeft: true },
  ])('goes back once, and not beside the shop: $cause $state', ({ state, cause, isLeft }) => {
    const order = { ...settledByOther, cancels: [buildCancel({ cause, state, amount: 100 })] };
    expect(autoRefunds({ order }).cancels).toHaveLength(isLeft ? 0 : 1);
  });

  test('is refunded beside a refund of another payment, or a revocation of its account revoked', () => {
    const cancels = [buildCancel({ impUid: OTHER, cause: 'late' }), buildCancel({ kind: 'revoke', cause: 'wrong' })];
    expect(autoRefunds({ order: { ...settledByOther, cancels } }).cancels).toHaveLength(1);
  });
});

describe('an account that must take no deposit', () => {
  const unwanted: Row[] = [
    { name: 'of another amount', payment: { ...account, amount: 50_000 } },
    { name: 'in another currency', payment: { ...account, currency: 'USD' } },
    { name: 'of a settled order', order: settledByOther, payment: account },
    { name: 'of a closed order', order: closed, payment: account },
    { name: 'issued after the deadline', order: expired, payment: account },
  ];

  test.each(unwanted)('is revoked under every policy, at every report: $name', (row) => {
    for (const isNewAttention of [true, false]) {
      expect(autoRefunds({ ...row, moneyPolicy: HOLD_EVERYTHING }, isNewAttention)).toMatchObject({
        cancels: [{ id: `revoke:${FIRST}`, kind: 'revoke', cause: 'wrong', amount: 0, all: false, state: 'requested' }],
        needsRefundAccount: false,
      });
    }
  });

  test.each(unwanted)('is not revoked if the order does not list it: $name', ({ order = {}, payment }) => {
    const [theOrder, reported] = [buildOrder(order), buildPayment(payment)];
    const verdict = judgePayment(theOrder, reported, { mode: 'live' });
    expect(planAutoRefunds(theOrder, theOrder, reported, verdict, { at, isNewAttention: true })).toEqual(nothing);
  });

  test.each<Row>([
    { name: 'a good one', payment: account },
    { name: "another order's", payment: { ...account, merchantUid: 'ord-2026-0002' } },
    { name: "another order's, of another amount", payment: { ...account, merchantUid: 'ord-2026-0002', amount: 100 } },
    { name: 'one of the test channel', payment: { ...account, testChannel: true } },
    { name: 'one that failed', payment: { ...account, status: 'failed', amount: 50_000 } },
    { name: 'a window', order: settledByOther, payment: { status: 'ready' } },
  ])('is not $name', (row) => {
    expect(autoRefunds(row)).toEqual(nothing);
  });

  test('is every other open one once the order is settled, whatever its outcome', () => {
    const payments = [
      buildRecord({ ...account, ...otherAccount, outcome: 'vbankIssued' }),
      buildRecord({ ...account, impUid: 'imp_3', outcome: 'forgery' }),
      buildRecord({ ...account, impUid: 'imp_4', status: 'failed', outcome: 'failed' }),
      buildRecord({ impUid: 'imp_5', outcome: 'duplicate' }),
    ];
    const { cancels } = autoRefunds({ order: { payments }, moneyPolicy: HOLD_EVERYTHING });
    expect(cancels.map(({ impUid, kind, cause }) => `${kind} ${impUid} ${cause}`)).toEqual([
      `revoke ${OTHER} surplus`,
      'revoke imp_3 surplus',
    ]);
  });

  test.each<{ state: CancelState; cause: 'shop' | 'closed'; ids: string[] }>([
    { state: 'requested', cause: 'closed', ids: [] },
    { state: 'done', cause: 'closed', ids: [] },
    { state: 'refused', cause: 'shop', ids: [] },
    { state: 'dropped', cause: 'closed', ids: [`revoke:${FIRST}:2`] },
  ])('is revoked once, and once more where that was dropped: $cause $state', ({ state, cause, ids }) => {
    const cancels = [buildCancel({ id: `revoke:${FIRST}`, kind: 'revoke', cause, state })];
    const made = revokeOnce(buildOrder({ cancels }), buildPayment(account), 'surplus', at);
    expect(made.map(({ id }) => id)).toEqual(ids);
  });

  test('is revoked beside a refund of its money, or a revocation of another account', () => {
    const cancels = [buildCancel(), buildCancel({ id: 'b', kind: 'revoke', impUid: OTHER })];
    expect(revokeOnce(buildOrder({ cancels }), buildPayment(account), 'surplus', at)).toHaveLength(1);
  });
});

describe('an automatic cancel whose turn comes is still wanted', () => {
  const rows: (Row & { cancel: CancelOverrides; isWanted: boolean })[] = [
    { name: 'a duplicate', order: settledByOther, cancel: { cause: 'duplicate' }, isWanted: true },
    { name: 'late', order: expired, cancel: { cause: 'late' }, isWanted: true },
    { name: 'forged', payment: { amount: 50_000 }, cancel: { cause: 'forged' }, isWanted: true },
    { name: 'late, and a duplicate since', order: settledByOther, cancel: { cause: 'late' }, isWanted: true },
    {
      name: 'late, and a duplicate to be held since',
      order: settledByOther,
      moneyPolicy: { duplicatePayment: 'hold' },
      cancel: { cause: 'late' },
      isWanted: false,
    },
    {
      name: 'late, and to be held since',
      order: expired,
      moneyPolicy: { latePayment: 'hold' },
      cancel: { cause: 'late' },
      isWanted: false,
    },
    {
      name: 'late, and to be accepted since',
      order: expired,
      moneyPolicy: { latePayment: 'accept' },
      cancel: { cause: 'late' },
      isWanted: false,
    },
    { name: 'forged, and of the right amount since', cancel: { cause: 'forged' }, isWanted: false },
    {
      name: 'late, and has settled the order since',
      order: { state: 'paid', paidBy: FIRST, closedAt: BEFORE },
      cancel: { cause: 'late' },
      isWanted: false,
    },
    {
      name: 'late, and given back whole since',
      order: expired,
      payment: { status: 'cancelled' },
      cancel: { cause: 'late' },
      isWanted: false,
    },
    {
      name: "another order's",
      payment: { merchantUid: 'ord-2026-0002' },
      cancel: { cause: 'forged' },
      isWanted: false,
    },
    { name: 'of the test channel', payment: { testChannel: true }, cancel: { cause: 'forged' }, isWanted: false },
    { name: "the shop's own wish, which stands", cancel: { cause: 'shop' }, isWanted: true },
    {
      name: 'an account of a settled order',
      order: settledByOther,
      payment: account,
      cancel: { kind: 'revoke', cause: 'surplus' },
      isWanted: true,
    },
    {
      name: 'an account of a closed order',
      order: closed,
      payment: account,
      cancel: { kind: 'revoke', cause: 'closed' },
      isWanted: true,
    },
    {
      name: 'an account of another amount',
      payment: { ...account, amount: 50_000 },
      cancel: { kind: 'revoke', cause: 'wrong' },
      isWanted: true,
    },
    {
      name: 'an account whose amount was put right',
      payment: account,
      cancel: { kind: 'revoke', cause: 'wrong' },
      isWanted: false,
    },
    {
      name: 'an account that was deposited into',
      order: closed,
      payment: { virtualAccount: buildAccount() },
      cancel: { kind: 'revoke', cause: 'closed' },
      isWanted: false,
    },
  ];

  test.each(rows)('$name: $isWanted', ({ order, payment, moneyPolicy, cancel, isWanted }) => {
    const policy = { mode: 'live', moneyPolicy: { ...CANCEL_EVERYTHING, ...moneyPolicy } } as const;
    expect(isStillWanted(buildOrder(order), buildCancel(cancel), buildPayment(payment), policy)).toBe(isWanted);
  });

  test('never money without a policy', () => {
    const cancel = buildCancel({ cause: 'duplicate' });
    expect(isStillWanted(buildOrder(settledByOther), cancel, buildPayment(), { mode: 'live' })).toBe(false);
  });
});
