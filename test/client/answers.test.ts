import { createCheckoutClient, type CheckoutClient, type ListOrdersQuery } from '../../src/client';
import { CONTRACTS } from '../../src/http/contract/contracts';
import { useCheckout } from '../support/checkout';
import { keyOf, keysText, useKeysFile } from '../support/operator-keys';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

/** Every operation of the client against the real service and the sandbox. */
const file = useKeysFile(
  keysText({ reader: ['orders:read'], auditor: ['audit'], engineer: ['operate', 'orders:read'] }),
);
const checkout = useCheckout({ OPERATOR_KEYS_FILE: file.path });
const clientOf = (key = ORDERS_API_KEY) => createCheckoutClient({ url: checkout.url(), key });
const orders = (): CheckoutClient['orders'] => clientOf().orders;
const ORDER = { name: 'Norway swivel chair', amount: 64_900 };

describe('orders', () => {
  test('an order is registered once, and another one under its key is refused', async () => {
    const merchant_uid = checkout.newMerchantUid();
    const order = { ...ORDER, merchant_uid, buyer: { tel: '010-1234-5678' } };
    const first = await orders().register(order);
    expect(first).toMatchObject({ status: 'ok', created: true, order: { merchant_uid, status: 'pending' } });
    expect(await orders().register(order)).toMatchObject({ status: 'ok', created: false });
    expect(await orders().register({ ...order, amount: 1 })).toMatchObject({ status: 'orderConflict' });
  });

  test('what the service refuses is named by its field', async () => {
    const result = await orders().register({ ...ORDER, amount: 0.5 });
    expect(result).toMatchObject({ status: 'invalidRequest', errors: [{ field: 'amount' }] });
  });

  test('an order that is paid says so, and an unknown one is not found', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    expect(await orders().get(merchantUid)).toMatchObject({ status: 'ok', order: { status: 'paid', paid_by: impUid } });
    expect(await orders().get('nobody')).toMatchObject({ status: 'orderNotFound' });
    expect(await orders().get('a b/c')).toMatchObject({ status: 'invalidRequest' });
  });

  test('a list has pages', async () => {
    const customer_id = checkout.newMerchantUid();
    for (const name of ['1', '2', '3']) await checkout.order({ customer_id, name });
    const query: ListOrdersQuery = { customer_id, status: ['pending', 'paid'], limit: 2 };
    const first = await orders().list(query);
    if (first.status !== 'ok' || first.next === null) throw new Error(first.status);
    const second = await orders().list({ ...query, after: first.next });
    if (second.status !== 'ok') throw new Error(second.status);
    expect([...first.orders, ...second.orders].map(({ name }) => name)).toEqual(['3', '2', '1']);
    expect(second.next).toBeNull();
    expect(await orders().list({ status: 'nothing' })).toMatchObject({ status: 'invalidRequest' });
    expect(await orders().list()).toMatchObject({ status: 'ok' });
  });

  test('terms change while nothing is paid', async () => {
    const merchantUid = await checkout.order();
    expect(await orders().amend(merchantUid, { amount: 59_900 })).toMatchObject({
      status: 'ok',
      order: { amount: 59_900 },
    });
    const { merchantUid: paid } = await checkout.paidOrder();
    expect(await orders().amend(paid, { amount: 1_000 })).toMatchObject({ status: 'orderLocked' });
    expect(await orders().amend('nobody', { amount: 1_000 })).toMatchObject({ status: 'orderNotFound' });
  });

  test('a cancel has each of its answers', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const reason = '부분 반품';
    const request_id = 'return-7';
    const cancel = (fields: Parameters<CheckoutClient['orders']['cancel']>[1]) => orders().cancel(merchantUid, fields);
    const done = await cancel({ request_id, amount: 10_000, reason });
    expect(done).toMatchObject({ status: 'cancelDone', order: { status: 'partially_cancelled' } });
    expect(await cancel({ request_id, amount: 10_000, reason })).toMatchObject({ status: 'cancelDone' });
    expect(await cancel({ request_id, amount: 20_000, reason })).toMatchObject({ status: 'requestConflict' });
    expect(await cancel({ amount: 60_000, reason })).toMatchObject({ status: 'aboveBalance', cancellable: 54_900 });
    expect(await cancel({ all: true, reason })).toMatchObject({ status: 'cancelDone', order: { status: 'cancelled' } });
    expect(await cancel({ all: true, reason })).toMatchObject({ status: 'nothingToCancel', cancellable: 0 });
    expect(await cancel({ all: true, reason, imp_uid: 'imp_0' })).toMatchObject({ status: 'paymentNotFound' });
    const unpaid = await checkout.order();
    expect(await orders().cancel(unpaid, { all: true, reason })).toMatchObject({ status: 'closed' });
    expect(await orders().cancel('nobody', { all: true, reason })).toMatchObject({ status: 'orderNotFound' });
  });

  test('a cancel that the gateway refuses says so', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().faults.set({ kind: 'pg-refusal', impUid, times: 1 });
    const result = await orders().cancel(merchantUid, { all: true, reason: '고객 변심' });
    expect(result).toMatchObject({ status: 'cancelRefused', cancel: { status: 'refused' }, order: { status: 'paid' } });
  });

  test('a held payment is accepted', async () => {
    const merchantUid = await checkout.order();
    expect(await orders().accept(merchantUid, { imp_uid: 'imp_0', reason: '확인' })).toMatchObject({
      status: 'paymentNotFound',
    });
    const impUid = checkout.pay(merchantUid, { amount: 100 });
    const refused = await orders().accept(merchantUid, { imp_uid: impUid, reason: '확인' });
    expect(refused).toMatchObject({ status: 'notAcceptable', outcome: 'forgery' });
  });

  test('attention is acknowledged once a person has seen all of it', async () => {
    const merchantUid = await checkout.order();
    await checkout.callback(checkout.pay(merchantUid, { amount: 100 }), merchantUid);
    expect(await orders().acknowledge(merchantUid, { entries: 0 })).toMatchObject({ status: 'attentionChanged' });
    expect(await orders().acknowledge(merchantUid, { entries: 1, by: '민지' })).toEqual({ status: 'ok' });
    expect(await orders().get(merchantUid)).toMatchObject({ order: { needs_attention: false } });
  });

  test('an order is asked for at i’mport, and its timeline tells', async () => {
    const merchantUid = await checkout.order();
    checkout.pay(merchantUid);
    expect(await orders().recheck(merchantUid)).toMatchObject({ status: 'rechecked', order: { status: 'paid' } });
    const result = await orders().timeline(merchantUid);
    if (result.status !== 'ok') throw new Error(result.status);
    expect(result.timeline.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['registered', 'transition']),
    );
    expect(await orders().timeline('nobody')).toMatchObject({ status: 'orderNotFound' });
  });
});

test('events are sent again by id, by order and by period', async () => {
  const { events, orders: ofEngineer } = clientOf(keyOf('engineer'));
  const merchantUid = await checkout.order();
  expect(await events.resend('nothing-1')).toMatchObject({ status: 'messageNotFound' });
  expect(await events.replay('nothing-1')).toMatchObject({ status: 'notificationNotFound' });
  expect(await ofEngineer.resend(merchantUid, { from: '2026-11-30' })).toMatchObject({ status: 'nothingToResend' });
  const period = { from: '2026-11-01', to: '2026-11-02' };
  const started = await events.resendPeriod(period);
  if (started.status !== 'resending') throw new Error(started.status);
  const { request_id } = started.resend;
  expect(await events.resendPeriod({ ...period, request_id })).toMatchObject({ status: 'resending' });
  expect(await events.resendPeriod({ from: period.from, to: '2026-11-03', request_id })).toMatchObject({
    status: 'resendConflict',
  });
  expect(await events.getResend(request_id)).toMatchObject({ status: 'ok', resend: { request_id } });
  expect(await events.getResend('nothing')).toMatchObject({ status: 'resendNotFound' });
});

test('the person who asked is in the audit log', async () => {
  const merchantUid = checkout.newMerchantUid();
  await orders().register({ ...ORDER, merchant_uid: merchantUid }, { operator: 'minji' });
  const { audit } = clientOf(keyOf('auditor'));
  const entryOf = async () => {
    const page = await audit.list({ limit: 100 });
    if (page.status !== 'ok') throw new Error(page.status);
    return page.entries.find((entry) => entry.merchant_uid === merchantUid);
  };
  await waitUntil(async () => {
    checkout.runPasses();
    return (await entryOf()) !== undefined;
  });
  expect(await entryOf()).toMatchObject({ action: 'register', operator: 'minji' });
});

test('a wrong key is refused, and so is one without the scope', async () => {
  expect(await clientOf('wrong').orders.get('ord-1')).toMatchObject({ status: 'unauthorized' });
  const reader = clientOf(keyOf('reader'));
  expect(await reader.orders.register(ORDER)).toMatchObject({ status: 'scopeMissing', scope: 'orders:write' });
});

test('the client has every operation for the shop’s server but those that answer no JSON', () => {
  const { orders: ofOrders, events, audit } = clientOf();
  const operations = CONTRACTS.filter(({ caller }) => caller === 'shop').map(({ id }) => id);
  const left = ['getMetrics', 'getPaymentsExport', 'getCancelsExport'];
  const own = [ofOrders, events, audit].flatMap((part) => Object.keys(part));
  expect(own).toHaveLength(operations.length - left.length);
  expect(operations).toEqual(expect.arrayContaining(left));
});
