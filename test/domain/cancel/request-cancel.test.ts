import { planCancel, type CancelPlan, type CancelRequest } from '../../../src/domain/cancel/request-cancel';
import { ORDER_LIMITS } from '../../../src/domain/order-limits';
import { buildCancel, type CancelOverrides } from '../../support/build-cancel';
import { buildCancelRequest } from '../../support/build-cancel-request';
import { buildOrder, type OrderOverrides } from '../../support/build-order';
import { buildAccount, buildRecord, type PaymentOverrides } from '../../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const at = new Date('2026-11-22T04:59:59Z');

const paid: OrderOverrides = { state: 'paid', paidBy: FIRST, payments: [buildRecord()] };
const withPayment = (payment: PaymentOverrides): OrderOverrides => ({ ...paid, payments: [buildRecord(payment)] });
const withCancels = (...cancels: CancelOverrides[]): OrderOverrides => ({
  ...paid,
  cancels: cancels.map((cancel, index) => buildCancel({ id: `earlier-${index}`, ...cancel })),
});
const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const waiting: OrderOverrides = {
  state: 'ready',
  virtualAccount: buildAccount(),
  payments: [buildRecord({ ...account, outcome: 'vbankIssued' })],
};
const refund = { holder: '한바다', bank: '004', account: '12345678901' };

const plan = (order: OrderOverrides, request: Partial<CancelRequest> = {}): CancelPlan =>
  planCancel(buildOrder(order), buildCancelRequest(request), at);
const refused = (why: string, left: number) => ({ plan: 'refuse', why, left });

describe('a request of the shop', () => {
  test('for all is recorded with the whole balance, unsent, leased to the request for a minute', () => {
    expect(plan(paid)).toEqual({
      plan: 'record',
      cancel: buildCancel({ amount: 64_900, all: true, requestedAt: at, dueAt: new Date('2026-11-22T05:00:59Z') }),
    });
  });

  test('for a part is recorded with its amount, tax-free part and VAT', () => {
    expect(plan(paid, { amount: 1_000, taxFree: 100, vatAmount: 82 })).toMatchObject({
      plan: 'record',
      cancel: { amount: 1_000, all: false, taxFree: 100, vatAmount: 82 },
    });
  });

  test.each<{ name: string; order: OrderOverrides; request?: Partial<CancelRequest>; amount: number }>([
    { name: 'less what is cancelled', order: withPayment({ cancelAmount: 900 }), amount: 64_000 },
    { name: 'less what another one reserves', order: withCancels({ amount: 900 }), amount: 64_000 },
    { name: 'not less what was refused', order: withCancels({ amount: 900, state: 'refused' }), amount: 64_900 },
    { name: 'not less what is unclear', order: withCancels({ amount: 900, state: 'unclear' }), amount: 64_900 },
    {
      name: 'in the currency of the payment, not of the order',
      order: { payments: [buildRecord({ currency: 'USD', amount: 1_234, outcome: 'forgery' })] },
      request: { impUid: FIRST },
      amount: 1_234,
    },
    { name: 'a decimal of it', order: withPayment({ currency: 'USD' }), request: { amount: 12.34 }, amount: 1_234 },
    { name: 'the very rest', order: withPayment({ cancelAmount: 64_800 }), request: { amount: 100 }, amount: 100 },
  ])('is over $name', ({ order, request = {}, amount }) => {
    expect(plan(order, request)).toMatchObject({ plan: 'record', cancel: { amount } });
  });

  test('cancels the payment that it names, not the one that settled the order', () => {
    const payments = [buildRecord(), buildRecord({ impUid: OTHER, outcome: 'duplicate' })];
    expect(plan({ ...paid, payments }, { impUid: OTHER })).toMatchObject({ cancel: { impUid: OTHER } });
    expect(plan({ ...paid, payments })).toMatchObject({ cancel: { impUid: FIRST } });
  });

  test.each<{ name: string; order: OrderOverrides; request?: Partial<CancelRequest>; why: object }>([
    {
      name: 'a payment that we do not know',
      order: paid,
      request: { impUid: OTHER },
      why: refused('paymentNotFound', 0),
    },
    { name: 'more than is left', order: paid, request: { amount: 64_901 }, why: refused('aboveBalance', 64_900) },
    {
      name: 'more than is not reserved',
      order: withCancels({ amount: 900 }),
      request: { amount: 64_001 },
      why: refused('aboveBalance', 64_000),
    },
    {
      name: 'more tax-free than it gives back',
      order: paid,
      request: { amount: 1_000, taxFree: 900, vatAmount: 101 },
      why: refused('taxAboveAmount', 64_900),
    },
    { name: 'a fraction of a won', order: paid, request: { amount: 10.04 }, why: refused('amountInvalid', 64_900) },
    { name: 'a fraction tax-free', order: paid, request: { taxFree: 10.04 }, why: refused('amountInvalid', 64_900) },
    { name: 'a fraction of VAT', order: paid, request: { vatAmount: 0.5 }, why: refused('amountInvalid', 64_900) },
    { name: 'what is given back', order: withPayment({ status: 'cancelled' }), why: refused('nothingToCancel', 0) },
    { name: 'what is reserved', order: withCancels({ amount: 64_900 }), why: refused('nothingToCancel', 0) },
    { name: 'what is no amount', order: withPayment({ amount: null }), why: refused('nothingToCancel', 0) },
    {
      name: 'an attempt that failed',
      order: { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] },
      request: { impUid: FIRST },
      why: refused('nothingToCancel', 0),
    },
    {
      name: 'a status that we do not understand',
      order: { payments: [buildRecord({ status: 'unknown', outcome: 'pending' })] },
      request: { impUid: FIRST },
      why: refused('nothingToCancel', 0),
    },
  ])('is refused for $name', ({ order, request = {}, why }) => {
    expect(plan(order, request)).toEqual({ plan: 'refuse', ...why });
  });
});

describe('a request that says how much was seen to be left', () => {
  test.each<{ name: string; order: OrderOverrides; request: Partial<CancelRequest>; planned: object }>([
    { name: 'a payment', order: paid, request: { ifCancellable: 64_900 }, planned: { plan: 'record' } },
    {
      name: 'what another cancel has left',
      order: withCancels({ amount: 900 }),
      request: { amount: 900, ifCancellable: 64_000 },
      planned: { plan: 'record' },
    },
    {
      name: 'a payment in cents',
      order: withPayment({ currency: 'USD' }),
      request: { ifCancellable: 649 },
      planned: { plan: 'record' },
    },
    {
      name: 'an account',
      order: waiting,
      request: { impUid: FIRST, ifCancellable: 0 },
      planned: { plan: 'record', cancel: { kind: 'revoke' } },
    },
    { name: 'an unpaid order', order: {}, request: { ifCancellable: 0 }, planned: { plan: 'close' } },
  ])('is carried out while that is so: $name', ({ order, request, planned }) => {
    expect(plan(order, request)).toMatchObject(planned);
  });

  test.each<{ name: string; order: OrderOverrides; request: Partial<CancelRequest>; left: number }>([
    {
      name: 'another cancel of the same part came first',
      order: withCancels({ amount: 900 }),
      request: { amount: 900, ifCancellable: 64_900 },
      left: 64_000,
    },
    { name: 'an unpaid order was paid', order: paid, request: { ifCancellable: 0 }, left: 64_900 },
    {
      name: 'a deposit came into the account',
      order: paid,
      request: { impUid: FIRST, ifCancellable: 0 },
      left: 64_900,
    },
    { name: 'no amount of the currency was seen', order: paid, request: { ifCancellable: 64_900.5 }, left: 64_900 },
  ])('is refused where $name', ({ order, request, left }) => {
    expect(plan(order, request)).toEqual(refused('cancellableChanged', left));
  });

  test('is the first one where it is repeated, whatever is left by now', () => {
    const order = withCancels({ id: 'req-1', amount: 900 });
    expect(plan(order, { amount: 900, ifCancellable: 64_900 })).toMatchObject({ plan: 'known' });
  });
});

describe('a repeated request', () => {
  test.each(['requested', 'sent', 'accepted', 'done', 'refused', 'unclear'] as const)(
    'is answered with the state of the first: %s',
    (state) => {
      const order = withCancels({ id: 'req-1', state });
      expect(plan(order)).toEqual({ plan: 'known', cancel: order.cancels?.[0] });
    },
  );

  test('is answered where the order has no room for another one', () => {
    const many = Array.from({ length: ORDER_LIMITS.shopCancels }, (_, n) => ({
      id: `req-${n + 1}`,
      amount: 1,
      state: 'refused' as const,
    }));
    expect(plan(withCancels(...many))).toMatchObject({ plan: 'known' });
    expect(plan(withCancels(...many), { requestId: 'one-more' })).toEqual(refused('tooManyCancels', 0));
    expect(plan(withCancels(...many.slice(1)), { requestId: 'one-more' })).toMatchObject({ plan: 'record' });
    const automatic = many.map((cancel) => ({ ...cancel, cause: 'late' as const }));
    expect(plan(withCancels(...automatic), { requestId: 'one-more' })).toMatchObject({ plan: 'record' });
  });

  test('with other content is a conflict', () => {
    expect(plan(withCancels({ id: 'req-1' }), { fingerprint: 'digest-2' })).toEqual(refused('requestConflict', 0));
  });

  test('of a closing is the closing, and a conflict with other content', () => {
    const closed: OrderOverrides = { state: 'closed', closing: { id: 'req-1', fingerprint: 'digest-1' } };
    expect(plan(closed)).toEqual({ plan: 'closed' });
    expect(plan(closed, { fingerprint: 'digest-2' })).toEqual(refused('requestConflict', 0));
    expect(plan(closed, { requestId: 'req-2' })).toEqual(refused('nothingToCancel', 0));
  });

  test('cannot have the id of an automatic cancel', () => {
    const order = withCancels({ id: `cancel:${FIRST}`, cause: 'duplicate', fingerprint: null });
    expect(plan(order, { requestId: `cancel:${FIRST}` })).toEqual(refused('requestConflict', 0));
  });
});

describe('an unpaid order', () => {
  test.each(['pending', 'ready'] as const)('is closed: %s', (state) => {
    expect(plan({ state })).toEqual({ plan: 'close' });
  });

  test.each(['expired', 'closed'] as const)('is not closed again: %s', (state) => {
    expect(plan({ state })).toEqual(refused('nothingToCancel', 0));
  });

  test('is not closed in part', () => {
    expect(plan({}, { amount: 1_000 })).toEqual(refused('nothingToCancel', 0));
  });
});

describe('an account that waits for its deposit', () => {
  test('is revoked if the request names it', () => {
    expect(plan(waiting, { impUid: FIRST })).toMatchObject({
      plan: 'record',
      cancel: { id: 'req-1', kind: 'revoke', cause: 'shop', impUid: FIRST, amount: 0, all: false },
    });
  });

  test('is not revoked in part', () => {
    expect(plan(waiting, { impUid: FIRST, amount: 1_000 })).toEqual(refused('nothingToCancel', 0));
  });

  test.each<{ state: 'requested' | 'refused' | 'dropped'; outcome: string }>([
    { state: 'requested', outcome: 'refuse' },
    { state: 'refused', outcome: 'record' },
    { state: 'dropped', outcome: 'record' },
  ])('may be asked for again once nobody is at it any more: $state', ({ state, outcome }) => {
    const cancels = [buildCancel({ id: 'earlier', kind: 'revoke', state })];
    expect(plan({ ...waiting, cancels }, { impUid: FIRST })).toMatchObject({ plan: outcome });
  });
});

describe('the money of a virtual account', () => {
  const deposited = withPayment({ virtualAccount: buildAccount() });
  const bySmartro = (pgProvider: string) => withPayment({ virtualAccount: buildAccount(), pgProvider });

  test('is refunded to the account that the shop names', () => {
    expect(plan(deposited, { refund })).toMatchObject({ plan: 'record', cancel: { refund: { ...refund, tel: null } } });
  });

  test.each<{ name: string; order: OrderOverrides; refund: CancelRequest['refund']; missing: string[] }>([
    { name: 'nothing', order: deposited, refund: null, missing: ['refund.holder', 'refund.bank', 'refund.account'] },
    { name: 'two', order: deposited, refund: { bank: '004' }, missing: ['refund.holder', 'refund.account'] },
    { name: 'an empty one', order: deposited, refund: { ...refund, holder: '' }, missing: ['refund.holder'] },
    { name: 'all but the telephone', order: bySmartro('smartro'), refund, missing: ['refund.tel'] },
    { name: 'all but the telephone', order: bySmartro('smartro_v2'), refund, missing: ['refund.tel'] },
  ])('is not asked for before every field is there: $name was sent', ({ order, refund: given, missing }) => {
    expect(plan(order, { refund: given })).toEqual({ plan: 'refuse', why: 'refundAccountMissing', missing });
  });

  test('alone needs it: for other money an incomplete account is dropped, a complete one passed on', () => {
    expect(plan(paid, { refund: { bank: '004' } })).toMatchObject({ plan: 'record', cancel: { refund: null } });
    expect(plan(paid, { refund })).toMatchObject({ plan: 'record', cancel: { refund } });
  });

  test('of Smartro is refunded with the phone number', () => {
    const tel = '010-0000-0000';
    expect(plan(bySmartro('smartro_v2'), { refund: { ...refund, tel } })).toMatchObject({
      cancel: { refund: { tel } },
    });
  });
});
