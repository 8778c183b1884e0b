import { findDifferences } from '../../chaos/truth/find-differences';
import { findViolations } from '../../chaos/truth/find-violations';
import { regressions } from '../../chaos/truth/history-violations';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../../src/store/order.model';
import { buildCancel } from '../support/build-cancel';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';
import { buildRecord } from '../support/build-payment';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const AT = new Date('2026-11-21T01:03:00Z');

/** An order that is paid, as it must be stored, and i'mport's payment. */
function paidOrder() {
  const { merchantUid: _id, ...order } = buildOrder();
  const payment = sandbox.payments.create({ merchant_uid: _id, amount: 64_900, status: 'paid' });
  const impUid = payment.imp_uid;
  const data = { merchant_uid: _id, imp_uid: impUid, status: 'paid', amount: 64_900, cancel_amount: 0 } as const;
  const message = { channel: 'shop', event: 'order.paid', data: { ...data, currency: 'KRW', at: AT.toISOString() } };
  const stored = {
    ...order,
    _id,
    state: 'paid',
    revision: 1,
    paidBy: impUid,
    payments: [buildRecord({ impUid })],
    history: [{ at: AT, from: 'pending', to: 'paid', source: 'webhook', impUid }],
    outbox: [buildEntry({ createdAt: AT, message: message as never })],
    queues: { shop: { dueAt: AT } },
  } as OrderDocument;
  return { stored, impUid };
}

type Paid = ReturnType<typeof paidOrder>;

test('an order that is as it must be is left alone', () => {
  const { stored } = paidOrder();
  expect(findViolations(stored, sandbox.payments.all())).toEqual([]);
  expect(findDifferences(stored, sandbox.payments.all())).toEqual([]);
  expect(regressions(stored, stored)).toEqual([]);
});

test('an order whose events are all sent again and refused waits for their next try', () => {
  const { stored } = paidOrder();
  const refused = { resentAt: AT, firstDeliveredAt: AT, lastError: 'HTTP 410' };
  const outbox = stored.outbox.map((entry) => (entry.message.channel === 'shop' ? { ...entry, ...refused } : entry));
  const queues = Object.fromEntries(Object.entries(stored.queues).filter(([name]) => name !== 'shop'));
  const setAside = { ...stored, outbox, queues: { ...queues, resent: { dueAt: AT } } };
  expect(findViolations(setAside, sandbox.payments.all())).toEqual([]);
});

const VIOLATIONS: readonly (readonly [string, (paid: Paid) => Partial<OrderDocument>, RegExp])[] = [
  ['settled by nobody', () => ({ paidBy: null }), /by no payment/],
  ['settled by a stranger', () => ({ paidBy: 'imp_0' }), /not there/],
  ['over another amount', () => ({ amount: 1 as never }), /the wrong payment/],
  ['paid after its end', () => ({ expiresAt: new Date(0) }), /the late/],
  ['a state that the payment does not bear', () => ({ state: 'cancelled' }), /of 64900 given back/],
  ['a message for which the order is not due', () => ({ queues: {} }), /not wait in the queue shop/],
  [
    'a new event that waits with those that were refused',
    ({ stored }) => ({ queues: { resent: { dueAt: AT } }, outbox: stored.outbox }),
    /not wait in the queue shop/,
  ],
  [
    'a carrier that is due for nothing',
    ({ stored }) => ({ queues: { ...stored.queues, sms: { dueAt: AT } } }),
    /waits in the queue sms/,
  ],
  [
    'a cancel that is due for nothing',
    ({ stored }) => ({ queues: { ...stored.queues, cancel: { dueAt: AT } } }),
    /waits in the queue cancel/,
  ],
  ['a payment twice', ({ stored }) => ({ payments: [stored.payments[0]!, stored.payments[0]!] }), /stored twice/],
  ['more cancelled than is', ({ impUid }) => ({ payments: [buildRecord({ impUid, cancelAmount: 900 })] }), /further/],
  ['a history with a gap', ({ stored }) => ({ history: [{ ...stored.history[0]!, from: 'ready' }] }), /not follow/],
  ['a history without an end', () => ({ history: [] }), /history ends with pending/],
  ['a move by nobody', ({ stored }) => ({ history: [{ ...stored.history[0]!, impUid: '' }] }), /by no payment/],
  [
    'a move before the one before it',
    ({ stored }) => ({
      state: 'partially_cancelled',
      history: [
        stored.history[0]!,
        { ...stored.history[0]!, from: 'paid', to: 'partially_cancelled', at: new Date(0) },
      ],
    }),
    /lies before/,
  ],
  [
    'a way back',
    ({ stored }) => ({
      state: 'ready',
      history: [stored.history[0]!, { ...stored.history[0]!, from: 'paid', to: 'ready' }],
    }),
    /paid -> ready leads back/,
  ],
  [
    'a move by no source',
    ({ stored }) => ({ history: [{ ...stored.history[0]!, source: 'guess' as never }] }),
    /the source guess/,
  ],
  [
    'a payment of another order',
    ({ stored }) => {
      const other = sandbox.payments.create({ merchant_uid: 'another', amount: 64_900, status: 'paid' }).imp_uid;
      return { payments: [...stored.payments, buildRecord({ impUid: other })] };
    },
    /no payment of this order/,
  ],
  [
    'parts that do not make the sum',
    ({ impUid }) => ({
      payments: [
        buildRecord({
          impUid,
          cancellations: [{ cancellationId: 'c1', amount: 5 as never, cancelledAt: AT, reason: null }],
        }),
      ],
    }),
    /parts of 5 make 0/,
  ],
  [
    'the right payment taken for a forgery',
    ({ impUid }) => ({ payments: [buildRecord({ impUid, outcome: 'forgery' })] }),
    /stored as forgery/,
  ],
  [
    'evidence that nobody was told of',
    ({ impUid }) => ({
      attention: [{ at: AT, reason: 'duplicate', source: 'webhook', impUid, reported: null }],
    }),
    /attention: told/,
  ],
  [
    'an account whose buyer was told nothing',
    ({ stored, impUid }) => ({
      customerId: 'customer-1',
      buyer: { tel: '010-1234-5678' },
      history: [
        { at: AT, from: 'pending', to: 'ready', source: 'webhook', impUid },
        { ...stored.history[0]!, from: 'ready' },
      ],
    }),
    /1 accounts, 0 copies for the customer[^]*1 accounts, 0 text messages/,
  ],
  [
    'a refused cancel that the shop was not told of',
    ({ impUid }) => ({
      cancels: [buildCancel({ impUid, state: 'refused' })],
    }),
    /1 cancels refused, 0 told/,
  ],
  [
    'another payment’s cancel that the shop was not told of',
    () => ({
      cancels: [buildCancel({ impUid: 'imp_2', state: 'done' })],
    }),
    /1 cancels done, 0 told/,
  ],
  ['no notification', () => ({ outbox: [] }), /transitions: told/],
  [
    'a notification twice',
    ({ stored }) => ({ outbox: [stored.outbox[0]!, { ...stored.outbox[0]!, id: '2' }] }),
    /told/,
  ],
];

test.each(VIOLATIONS)('%s is found', (_name, change, found) => {
  const paid = paidOrder();
  expect(findViolations({ ...paid.stored, ...change(paid) }, sandbox.payments.all()).join('\n')).toMatch(found);
});

const DIFFERENCES: readonly (readonly [string, (paid: Paid) => unknown, RegExp])[] = [
  ['a cancel that nobody stored', ({ impUid }) => sandbox.payments.consoleCancel(impUid), /and is cancelled/],
  [
    'a second payment that raised nothing',
    ({ stored }) => sandbox.payments.create({ merchant_uid: stored._id, amount: 64_900, status: 'paid' }),
    /raised nothing/,
  ],
  [
    'a forged payment that raised nothing',
    ({ stored }) => sandbox.payments.create({ merchant_uid: stored._id, amount: 100, status: 'paid' }),
    /raised nothing/,
  ],
];

test.each(DIFFERENCES)('%s is found', (_name, happen, found) => {
  const paid = paidOrder();
  happen(paid);
  expect(findDifferences(paid.stored, sandbox.payments.all()).join('\n')).toMatch(found);
});

test('an order whose account is open at i’mport and that knows of none is found', () => {
  const { merchantUid: _id, ...order } = buildOrder();
  const { imp_uid: impUid } = sandbox.payments.create({
    merchant_uid: _id,
    amount: 64_900,
    status: 'ready',
    pay_method: 'vbank',
  });
  sandbox.payments.issueVirtualAccount(impUid);
  const find = (changed: Partial<OrderDocument>) =>
    findDifferences({ ...order, _id, outbox: [], queues: {}, ...changed }, sandbox.payments.all()).join();
  expect(find({})).toMatch(/pending, although an account is open/);
  expect(find({ state: 'ready' })).toMatch(/ready, by null, which is no open account/);
  expect(find({ state: 'ready', payments: [] })).toMatch(/is not stored/);
  sandbox.payments.deposit(impUid);
  expect(find({ state: 'ready' })).toMatch(/ready, but no account is open/);
});

test('an order that is paid at i’mport and pending here is found', () => {
  const { stored } = paidOrder();
  const pending = { ...stored, state: 'pending', paidBy: null } as OrderDocument;
  expect(findDifferences(pending, sandbox.payments.all()).join('\n')).toMatch(/pending, although/);
});

test.each([
  ['paid, then not', { paidBy: null }],
  ['a lost history', { history: [] }],
  ['a lost payment', { payments: [] }],
  ['a lost notification', { outbox: [] }],
  ['an older revision', { revision: 0 }],
])('between two looks, %s is found', (_name, change) => {
  const { stored } = paidOrder();
  expect(regressions(stored, { ...stored, ...change })).toHaveLength(1);
});
