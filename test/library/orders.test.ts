import { CHAIR, useLibrary, type TestCheckout } from '../support/library';

const library = useLibrary();
let checkout: TestCheckout;
beforeEach(async () => {
  checkout = await library.create();
});

const paid = async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const impUid = library.pay(merchantUid);
  await checkout.verify({ impUid, merchantUid });
  return { merchantUid, impUid };
};

test('register() returns the order, and the same one for a repeat', async () => {
  const expiresAt = new Date('2126-01-01T00:00:00Z');
  const terms = { ...CHAIR, merchantUid: library.newMerchantUid(), customerId: 'customer-1', expiresAt };
  const order = await checkout.orders.register(terms);
  expect(order).toMatchObject({ ...terms, status: 'pending', currency: 'KRW', prepared: true, paidBy: null });
  expect(await checkout.orders.register(terms)).toEqual({ ...order, prepared: true });
  await expect(checkout.orders.register({ ...terms, amount: 1 })).rejects.toMatchObject({ code: 'orderConflict' });
});

test.each<[string, object, string[]]>([
  ['no name', { amount: 1_000 }, ['name']],
  ['half a won', { name: '의자', amount: 10.5 }, ['amount']],
  ['a misspelt field', { ...CHAIR, expiresAtt: new Date() }, ['body']],
  ['a deadline that has passed', { ...CHAIR, expiresAt: new Date(0) }, ['expiresAt']],
  ['a key that no PG takes', { ...CHAIR, merchantUid: 'a b' }, ['merchantUid']],
])('register() refuses %s', async (_what, input, fields) => {
  const registered = checkout.orders.register(input as never);
  await expect(registered).rejects.toMatchObject({ name: 'CheckoutUsageError', code: 'invalidInput' });
  const { errors } = (await registered.catch((error: unknown) => error)) as { errors: { field: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(fields);
});

test('amend() changes the terms of an unpaid order alone', async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const amended = await checkout.orders.amend(merchantUid, { amount: 10_000 });
  expect(amended).toMatchObject({ status: 'amended', order: { amount: 10_000 } });
  const { merchantUid: settled } = await paid();
  expect(await checkout.orders.amend(settled, { amount: 10_000 })).toEqual({ status: 'orderLocked' });
  expect(await checkout.orders.amend('nobody', { amount: 1 })).toEqual({ status: 'orderNotFound' });
  await expect(checkout.orders.amend(merchantUid, {})).rejects.toMatchObject({ code: 'invalidInput' });
});

test('get() reads an order, and null where there is none', async () => {
  const { merchantUid, impUid } = await paid();
  expect(await checkout.orders.get(merchantUid)).toMatchObject({
    status: 'paid',
    payments: [{ impUid, outcome: 'success', amount: 64_900, recordedAt: expect.any(Date) as Date }],
    history: [{ from: 'pending', to: 'paid', impUid }],
  });
  expect(await checkout.orders.get('nobody')).toBeNull();
});

test('list() pages through orders by filters', async () => {
  await checkout.start();
  const customerId = `customer-${library.newMerchantUid()}`;
  const keys: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    keys.push((await checkout.orders.register({ ...CHAIR, customerId })).merchantUid);
    library.letPass(1_000);
  }
  const first = await checkout.orders.list({ customerId, limit: 2, statuses: ['pending'] });
  expect(first.orders.map(({ merchantUid }) => merchantUid)).toEqual([keys[2], keys[1]]);
  const after = first.next ?? '';
  const second = await checkout.orders.list({ customerId, limit: 2, statuses: ['pending'], after });
  expect(second).toMatchObject({ orders: [{ merchantUid: keys[0] }], next: null });
  await expect(checkout.orders.list({ customerId, after })).rejects.toMatchObject({
    code: 'invalidInput',
    errors: [{ field: 'after' }],
  });
  const createdFrom = new Date(Date.now() + 24 * 60 * 60_000);
  expect((await checkout.orders.list({ customerId, createdFrom })).orders).toEqual([]);
});

test('cancel() gives money back once for each request', async () => {
  const { merchantUid } = await paid();
  const part = { requestId: 'r-1', reason: '고객 변심', amount: 4_900, requester: 'customer' } as const;
  const cancelled = await checkout.orders.cancel(merchantUid, part, { operator: 'kim' });
  expect(cancelled).toMatchObject({
    status: 'cancelDone',
    cancel: { requestId: 'r-1', amount: 4_900, status: 'done' },
    order: { status: 'partially_cancelled' },
  });
  expect(await checkout.orders.cancel(merchantUid, part)).toMatchObject({ status: 'cancelDone' });
  const other = { requestId: 'r-1', reason: '고객 변심', all: true } as const;
  expect(await checkout.orders.cancel(merchantUid, other)).toEqual({ status: 'requestConflict' });
  const tooMuch = { ...part, requestId: 'r-2', amount: 60_001 };
  expect(await checkout.orders.cancel(merchantUid, tooMuch)).toEqual({ status: 'aboveBalance', cancellable: 60_000 });
  const both = { ...part, all: true as const } as never;
  await expect(checkout.orders.cancel(merchantUid, both)).rejects.toMatchObject({ code: 'invalidInput' });
});

test('cancel() closes an order that nobody paid', async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const closing = { requestId: 'r-1', reason: '품절', all: true } as const;
  expect(await checkout.orders.cancel(merchantUid, closing)).toMatchObject({
    status: 'closed',
    order: { status: 'closed' },
  });
});

test('recheck() learns of a payment that nobody reported', async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const impUid = library.pay(merchantUid);
  expect(await checkout.orders.recheck(merchantUid)).toMatchObject({
    status: 'rechecked',
    order: { status: 'paid' },
    payments: [{ impUid, status: 'paid' }],
    differences: [{ impUid, outcome: 'success', before: 'pending', after: 'paid' }],
    unreadable: 0,
  });
  expect(await checkout.orders.recheck('nobody')).toEqual({ status: 'orderNotFound' });
});

test('accept() lets a held payment settle its order, and acknowledge() takes the order off the list', async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const closing = { requestId: 'r-1', reason: '품절', all: true } as const;
  await checkout.orders.cancel(merchantUid, closing);
  // i'mport's times are whole seconds.
  library.letPass(2_000);
  const impUid = library.pay(merchantUid);
  expect(await checkout.verify({ impUid, merchantUid })).toBe('orderClosed');
  const held = await checkout.orders.get(merchantUid);
  expect(held).toMatchObject({ needsAttention: true, attention: [{ reason: 'late', impUid }] });
  const decision = { impUid, reason: '재고 있음' };
  expect(await checkout.orders.accept(merchantUid, decision)).toMatchObject({
    status: 'accepted',
    order: { status: 'paid', paidBy: impUid },
  });
  expect(await checkout.orders.acknowledge(merchantUid, { entries: 0 })).toEqual({ status: 'attentionChanged' });
  const seen = { entries: 1, by: 'kim' };
  expect(await checkout.orders.acknowledge(merchantUid, seen)).toEqual({ status: 'acknowledged' });
  expect((await checkout.orders.get(merchantUid))?.needsAttention).toBe(false);
  const other = await checkout.orders.accept(merchantUid, { impUid: 'imp_000000000000', reason: '재고 있음' });
  expect(other).toEqual({ status: 'paymentNotFound' });
});

test('verify() believes nothing but i’mport', async () => {
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const cheap = library.pay(merchantUid, { amount: 100 });
  expect(await checkout.verify({ impUid: cheap, merchantUid })).toBe('forgery');
  expect(await checkout.verify({ impUid: 'imp_000000000000', merchantUid })).toBe('paymentNotFound');
  await expect(checkout.verify({ impUid: '', merchantUid })).rejects.toMatchObject({
    code: 'invalidInput',
    errors: [{ field: 'impUid' }],
  });
});

test('a person is named to the audit log, and a text that may be a buyer’s number is refused', async () => {
  const { merchantUid } = await paid();
  const cancel = { requestId: 'r-1', reason: '고객 변심', all: true } as const;
  await expect(checkout.orders.cancel(merchantUid, cancel, { operator: '010-1234-5678' })).rejects.toMatchObject({
    code: 'invalidInput',
    errors: [{ field: 'operator' }],
  });
});

test('metrics() has those of this checkout', async () => {
  await paid();
  expect(await checkout.metrics()).toMatch(/checkout_verifications_total\{[^}]*outcome="success"[^}]*\} 1/);
});

test('isReady() tells of the database and its indexes', async () => {
  await checkout.start();
  expect(await checkout.isReady()).toBe(true);
});
