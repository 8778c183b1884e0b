import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const checkout = useCheckout();
const KEY = `Bearer ${ORDERS_API_KEY}`;
const DAY_MS = 24 * 60 * 60_000;
type Query = Readonly<Record<string, unknown>> | string;

const get = (query: Query) => checkout.http().get('/orders').query(query).set('authorization', KEY);

interface Page {
  readonly orders: readonly { readonly merchant_uid: string; readonly status: string }[];
  readonly next: string | null;
}

/** All pages of a list. */
async function list(query: Readonly<Record<string, unknown>>, limit = 2): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const reply = await get({ ...query, limit, ...(after !== null && { after }) });
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
    const page = reply.body as Page;
    found.push(...page.orders.map(({ merchant_uid }) => merchant_uid));
    if (page.next === null) return found;
    after = page.next;
  }
}

const koreanDay = (ms = 0) => new Date(Date.parse(checkout.timeIn(ms)) + 9 * 60 * 60_000).toISOString().slice(0, 10);

/** Registers an order whose key begins with a name. */
async function orderOf(name: string, fields: Record<string, unknown> = {}): Promise<string> {
  const merchant_uid = `${name}-${process.pid}`;
  await checkout.order({ merchant_uid, ...fields });
  return merchant_uid;
}

/** Orders of each kind, the oldest first, and what i'mport calls their payments. */
const made: Record<string, string> = {};
const payments: Record<string, string> = {};
let tomorrow: string;

beforeAll(async () => {
  const order = async (name: string, fields: Record<string, unknown> = {}) => {
    made[name] = await orderOf(name, fields);
  };
  const pay = async (name: string, fields = {}) => {
    payments[name] = checkout.pay(made[name] ?? '', fields);
    await checkout.callback(payments[name], made[name]);
  };
  await order('ab-waits', { customer_id: 'kim' });
  await order('ab_paid', { customer_id: 'kim' });
  await pay('ab_paid');
  await order('b-forged');
  await pay('b-forged', { amount: 100 });
  await order('b-refunded');
  await pay('b-refunded');
  await checkout.cancel(made['b-refunded'] ?? '', { all: true });
  await order('c-closed', { customer_id: 'lee' });
  await checkout.cancel(made['c-closed'] ?? '', { all: true });
  checkout.letPass(DAY_MS);
  tomorrow = koreanDay();
  await order('d-late', { customer_id: 'kim' });
  await pay('d-late');
});

const ALL = ['d-late', 'c-closed', 'b-refunded', 'b-forged', 'ab_paid', 'ab-waits'];

test.each<[string, () => Record<string, unknown>, readonly string[]]>([
  ['no filter', () => ({}), ALL],
  ['one state', () => ({ status: 'paid' }), ['d-late', 'ab_paid']],
  ['several states', () => ({ status: 'pending,closed' }), ['c-closed', 'b-forged', 'ab-waits']],
  ['a repeated state', () => ({ status: ['paid', 'cancelled'] }), ['d-late', 'b-refunded', 'ab_paid']],
  ['what a person must look at', () => ({ needs_attention: 'true' }), ['b-forged']],
  ['what a person must look at, in a state without any', () => ({ needs_attention: 'true', status: 'paid' }), []],
  ['a customer', () => ({ customer_id: 'kim' }), ['d-late', 'ab_paid', 'ab-waits']],
  ['a customer and a state', () => ({ customer_id: 'kim', status: 'pending' }), ['ab-waits']],
  ['a customer without orders', () => ({ customer_id: 'ki' }), []],
  ['a payment that settled an order', () => ({ imp_uid: payments['ab_paid'] }), ['ab_paid']],
  ['a payment that settled none', () => ({ imp_uid: payments['b-forged'] }), ['b-forged']],
  ['a payment and another state', () => ({ imp_uid: payments['ab_paid'], status: 'pending' }), []],
  ['a payment that nobody knows', () => ({ imp_uid: 'imp_000000000000' }), []],
  ['a prefix', () => ({ merchant_uid_prefix: 'b-' }), ['b-refunded', 'b-forged']],
  ['a prefix that is no pattern', () => ({ merchant_uid_prefix: 'ab_' }), ['ab_paid']],
  ['a prefix and a state', () => ({ merchant_uid_prefix: 'a', status: 'paid' }), ['ab_paid']],
  ['registered since a Korean day', () => ({ created_from: tomorrow }), ['d-late']],
  ['registered on a Korean day', () => ({ created_from: tomorrow, created_to: tomorrow }), ['d-late']],
  ['registered before a moment', () => ({ created_to: `${tomorrow}T00:00:00+09:00` }), ALL.slice(1)],
  ['paid on a Korean day', () => ({ paid_from: tomorrow, paid_to: tomorrow }), ['d-late']],
  [
    'paid before a moment, those being given back since and those forged with them',
    () => ({ paid_to: `${tomorrow}T00:00:00+09:00` }),
    ['b-refunded', 'b-forged', 'ab_paid'],
  ],
  [
    'paid, of a customer, in a state, of a period',
    () => ({ paid_to: tomorrow, customer_id: 'kim', status: 'paid', created_to: tomorrow, merchant_uid_prefix: 'd' }),
    ['d-late'],
  ],
])('%s', async (_, query, names) => {
  const expected = names.map((name) => made[name]);
  for (const limit of [1, 2, 100]) expect(await list(query(), limit)).toEqual(expected);
});

test('shows the orders as they are read one by one', async () => {
  const reply = await get({ status: 'cancelled' });
  expect((reply.body as Page).orders).toEqual([await checkout.read(made['b-refunded'] ?? '')]);
});

test('pages stay right while orders come in and move on', async () => {
  const filter = { merchant_uid_prefix: 'z-' };
  const orders: string[] = [];
  for (const n of [1, 2, 3]) orders.unshift(await orderOf(`z-${n}`));
  const first = (await get({ ...filter, limit: 2 })).body as Page;
  await orderOf('z-4');
  await checkout.callback(checkout.pay(orders[0] ?? ''), orders[0]);
  const second = (await get({ ...filter, limit: 2, after: first.next })).body as Page;
  expect([...first.orders, ...second.orders].map(({ merchant_uid }) => merchant_uid)).toEqual(orders);
  expect(second.next).toBeNull();
});

test('a prefix of more than 1,000 orders: 400 that says what to add', async () => {
  const stored = await checkout.stored(made['ab-waits'] ?? '');
  if (stored === null) throw new Error('no order');
  const many = Array.from({ length: 1_200 }, (_, i) => ({ ...stored, _id: `many-${i}`, state: 'closed' as const }));
  await checkout.db().collection<typeof stored>('orders').insertMany(many);
  const reply = await get({ merchant_uid_prefix: 'many-' });
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({
    errors: [{ field: 'merchant_uid_prefix', message: 'begins more than 1000 keys: add further letters' }],
  });
  expect(await list({ merchant_uid_prefix: 'many-100' }, 100)).toHaveLength(11);
});

test('a page examines a bounded number of orders, and the next one goes on behind them', async () => {
  const first = (await get({ customer_id: 'kim', status: 'paid', limit: 100 })).body as Page;
  expect(first.next).not.toBeNull();
  const all = await list({ customer_id: 'kim', status: 'paid' }, 100);
  expect(all).toEqual([made['d-late'], made['ab_paid']]);
});

test.each<[string, Query, string]>([
  ['an unknown filter', { state: 'paid' }, 'body'],
  ['an unknown state', { status: 'shipped' }, 'status.0'],
  ['an empty state', { status: '' }, 'status.0'],
  ['more states than there are', `status=${','.repeat(16_000)}`, 'status'],
  ['an object for a state', 'status[$ne]=paid', 'body'],
  ['no attention', { needs_attention: 'false' }, 'needs_attention'],
  ['an object for a customer', 'customer_id[$gt]=', 'body'],
  ['two customers', { customer_id: ['kim', 'lee'] }, 'customer_id'],
  ['an operator as a payment', { imp_uid: '{"$gt":""}' }, 'imp_uid'],
  ['an empty prefix', { merchant_uid_prefix: '' }, 'merchant_uid_prefix'],
  ['a pattern as a prefix', { merchant_uid_prefix: '.*' }, 'merchant_uid_prefix'],
  ['a day that is none', { created_from: '2026-02-30' }, 'created_from'],
  ['a moment without an offset', { created_to: '2026-11-30T00:00:00' }, 'created_to'],
  ['a period that ends before it begins', { created_from: '2026-11-30', created_to: '2026-11-29' }, 'created_to'],
  [
    'a period of payment without a length',
    { paid_from: '2026-11-30T00:00:00Z', paid_to: '2026-11-30T00:00:00Z' },
    'paid_to',
  ],
  ['no page', { limit: 0 }, 'limit'],
  ['too long a page', { limit: 101 }, 'limit'],
  ['a limit that is none', { limit: 'x' }, 'limit'],
  ['a cursor that is none', { after: 'x' }, 'after'],
  ['a cursor with an operator in it', { after: Buffer.from('["x",{"$gt":""},"a"]').toString('base64url') }, 'after'],
  ['a list twice', { after: ['a', 'a'] }, 'after'],
])('%s: 400', async (_, query, field) => {
  const reply = await get(query);
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ status: 'invalidRequest', errors: [{ field }] });
});

test('a cursor of other filters: 400, and of another limit: the next page', async () => {
  const { next } = (await get({ status: 'paid', limit: 1 })).body as Page;
  expect((await get({ status: 'pending', after: next })).status).toBe(400);
  expect((await get({ after: next })).status).toBe(400);
  const reply = await get({ status: 'paid', limit: 50, after: next });
  const [, second] = await list({ status: 'paid' });
  expect((reply.body as Page).orders[0]?.merchant_uid).toBe(second);
});

test('a payment while i’mport does not answer: 503', async () => {
  checkout.sandbox().faults.set({ kind: 'status', status: 500 } as never);
  try {
    expect((await get({ imp_uid: 'imp_123456789012' })).status).toBe(503);
  } finally {
    checkout.sandbox().faults.clear();
  }
});
