import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { loadConfig, type Config } from '../../src/config/load-config';
import { createDelivery } from '../../src/composition/create-delivery';
import { createPasses, type Passes } from '../../src/composition/create-passes';
import type { OwnProcess } from '../../src/composition/own-process';
import type { ShopEventType } from '../../src/domain/outbox';
import { NO_METRICS } from '../../src/metrics/metrics';
import type { Amount } from '../../src/domain/money';
import { LIMITS } from '../../src/composition/limits';
import { connectStore } from '../../src/store/connection';
import { readBacklog } from '../../src/store/backlog';
import { createDeadLetters } from '../../src/store/dead-letters';
import { createDeskSessions } from '../../src/store/desk-sessions';
import { createMoneyOrders } from '../../src/store/money-orders';
import { createFindRegistered } from '../../src/store/registered-orders';
import { readDay } from '../../src/services/read-day';
import type { OrderDocument } from '../../src/store/order.model';
import { wireServices, type Services } from '../../src/composition/wire-services';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { ALL_ORDERS } from '../../src/domain/order-filter';
import { buildCancelRequest } from '../support/build-cancel-request';
import { useDatabase } from '../support/database';
import { useReceiver } from '../support/receiver';
import { serviceSettings } from '../support/service-settings';
import { rangeIndexOf } from '../support/index-range';
import { watchCommands } from '../support/watch-commands';
import { ACTOR } from '../support/actor';

const database = useDatabase();
const receiver = useReceiver();
const BY = { actor: ACTOR };
const HOUR = 60 * 60_000;
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const clock = { ms: Date.parse('2026-11-21T01:00:00Z') };
const now = () => new Date(clock.ms);
const uri = `${database.uri}&monitorCommands=true`;

// The first refusal makes a dead letter.
jest.replaceProperty(LIMITS, 'deliveryRetry', { ...LIMITS.deliveryRetry, maxTries: 1 as never });
const commands = watchCommands();
let sandbox: Sandbox;
let connection: Connection;
let services: Services;
let passes: Passes;
let config: Config;
const world = {
  ...SYSTEM_CLOCK_AND_RANDOM,
  now,
  elapsedMs: () => clock.ms,
  random: () => 0.5,
  pause: async () => undefined,
};

const orders = () => database.db().collection<OrderDocument>('orders');

beforeAll(async () => {
  sandbox = await createSandbox({ now });
  connection = await connectStore({ uri, hasDesk: true, operationTimeoutMs: 5_000, poolSize: 5, heartbeatMs: 1_000 });
  const logger = pino({ level: 'silent' });
  config = loadConfig({
    ...serviceSettings(uri, sandbox),
    SHOP_WEBHOOK_URL: receiver.url(),
    SHOP_WEBHOOK_SECRET: SECRET,
    DUPLICATE_PAYMENT: 'cancel',
    RETAIN_BUYER_DAYS: '30',
  });
  services = wireServices(connection, config, logger, world);
  passes = createPasses(connection, config, logger, services, world);
  await runEverything();
});
afterAll(async () => {
  await connection.close();
  await sandbox.close();
});

const signal = () => new AbortController().signal;
const deliver = async () => {
  for (const pass of Object.values(passes.delivery)) await pass?.(signal());
};
const pay = (merchant_uid: string) =>
  sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid', paid_at: Math.floor(clock.ms / 1000) })
    .imp_uid;
const register = (merchantUid: string) =>
  services.registerOrder(
    {
      merchantUid,
      name: '의자',
      amount: 64_900 as Amount,
      currency: 'KRW',
      customerId: 'customer-1',
      buyer: { tel: '010-1234-5678' },
      expiresAt: null,
    },
    ACTOR,
  );
const verify = (impUid: string, merchantUid: string) =>
  services.verifyPayment({ impUid, merchantUid, source: 'callback' });

/** Runs each pass and each request of the shop once. */
async function runEverything(): Promise<void> {
  sandbox.faults.set({ kind: 'html', route: 'POST /payments/prepare' });
  await register('ord-card');
  sandbox.faults.clear();
  clock.ms += HOUR;
  await passes.prepare?.(signal());
  await services.amendOrder({ merchantUid: 'ord-card', name: '책상' }, ACTOR);
  const impUid = pay('ord-card');
  await verify(impUid, 'ord-card');
  await verify(pay('ord-card'), 'ord-card');
  await passes.cancels(signal());
  await services.cancelOrder(buildCancelRequest({ merchantUid: 'ord-card', amount: 900 }), ACTOR);

  await register('ord-account');
  const account = sandbox.payments.create({ merchant_uid: 'ord-account', amount: 64_900, status: 'ready' }).imp_uid;
  sandbox.payments.issueVirtualAccount(account, { vbank_date: Math.floor(clock.ms / 1000) + 72 * 3600 });
  await verify(account, 'ord-account');
  await register('ord-lost');
  pay('ord-lost');
  for (let hours = 0; hours < 72; hours += 6) {
    clock.ms += 6 * HOUR;
    await passes.reconcileOrders?.(signal());
    await passes.reconcileWindow?.(signal());
  }

  receiver.answerWith((_req, res) => res.writeHead(500).end());
  await deliver();
  const dead = await orders().findOne({ deadSince: { $exists: true } });
  receiver.answerWith((_req, res) => res.writeHead(204).end());
  await services.replayNotification(dead?.outbox.find(({ deadAt }) => deadAt)?.id ?? '', ACTOR);
  await deliver();
  const { attention = [], _id = '' } = (await orders().findOne({ attentionSince: { $exists: true } })) ?? {};
  await services.acknowledgeOrder({ merchantUid: _id, entries: attention.length, by: 'kim' }, ACTOR);

  const period = { from: new Date(clock.ms - HOUR), to: now() };
  for (const filter of [
    {},
    { states: ['paid', 'cancelled'] },
    { created: period },
    { customerId: 'customer-1', created: period },
    { needsAttention: true },
    { paid: period },
    { prefix: 'ord-' },
    { impUid, states: ['paid'] },
  ] as const) {
    for (const after of [null, { at: now(), merchantUid: 'ord-card' }]) {
      await services.listOrders({ ...ALL_ORDERS, ...filter }, { limit: 10, after });
    }
  }
  for (const actor of [null, ACTOR.name]) {
    for (const after of [null, { at: now(), id: 'f' }]) {
      await services.readAudit({ actor, period: { from: null, to: null } }, { limit: 10, after });
    }
  }
  await services.readTimeline('ord-card');
  await createDeadLetters(connection).list(10);
  await createDeadLetters(connection).page({ at: now(), merchantUid: 'ord-card' }, 10);
  await readBacklog(connection, now(), LIMITS.backlog);
  await services.countDeadLetters();
  await resendEverything();
  await workAtTheDesk();
  await handleEverything();

  await passes.redact(signal());
  clock.ms += 40 * 24 * HOUR;
  await passes.redact(signal());
  clock.ms += 40 * 24 * HOUR;
  await passes.redact(signal());
}

/** Sends one event again, those of an order, and those of a period in several pages. */
async function resendEverything(): Promise<void> {
  const told = await orders().findOne({ _id: 'ord-card' });
  await services.resendMessage(told?.outbox.find(({ message }) => message.channel === 'shop')?.id ?? '', BY);
  await services.resendOrder('ord-card', { from: null, to: null }, BY);
  const from = new Date(clock.ms - 24 * HOUR);
  await services.requestResend({ requestId: 'restore-1', from, to: null, ...BY });
  clock.ms += HOUR;
  jest.replaceProperty(LIMITS, 'resend', { ...LIMITS.resend, batchSize: 1 as never });
  const deps = wireServices(connection, config, pino({ level: 'silent' }), world);
  while ((await deps.resendPeriod(signal())).more);
}

/** A session from its beginning to its end, and the figures of a day, in pages. */
async function workAtTheDesk(): Promise<void> {
  const sessions = createDeskSessions(connection);
  const session = { digest: 'a', keyDigest: 'b', startedAt: now(), seenAt: now(), endsAt: now() };
  await sessions.add(session);
  await sessions.find('a', now());
  await sessions.keep('a', { seenAt: now(), endsAt: now() });
  await sessions.removeEnded(now());
  await sessions.remove('a');
  const money = createMoneyOrders(connection);
  const period = { from: new Date(clock.ms - 30 * 24 * HOUR), to: now() };
  const after = { at: period.from, merchantUid: 'ord' };
  for (const read of [money.firstPaid, money.movedAgain]) await read(period.from, period.to, after, 1);
  await readDay(
    {
      moneyOrders: money,
      findRegistered: createFindRegistered(connection),
      now,
      countsTests: false,
      maxOrders: 10,
      maxPages: 400,
    },
    period,
  );
}

/** Notes that nobody handles an event, and handles it later. */
async function handleEverything(): Promise<void> {
  const events: ShopEventType[] = [];
  const own: OwnProcess = {
    handlers: {
      events: () => events,
      find: (event) => (events.includes(event) ? { timeoutMs: 1_000, run: async () => undefined } : undefined),
    },
    receivers: { hasShopServer: false, hasTexts: false, isHandled: () => true },
    askShop: null,
    stopped: new AbortController().signal,
  };
  const logger = pino({ level: 'silent' });
  const delivery = createDelivery(connection, config, logger, world, NO_METRICS, own);
  const deps = wireServices(connection, config, logger, world, undefined, NO_METRICS, own);
  for (const merchantUid of ['ord-handled', 'ord-unhandled']) {
    await register(merchantUid);
    await deps.verifyPayment({ impUid: pay(merchantUid), merchantUid, source: 'callback' });
  }
  clock.ms += HOUR;
  await delivery.passes.handler?.(signal());
  await delivery.passes.unhandled?.(signal());
  clock.ms += 25 * HOUR;
  // The first is taken by a process that has come with the handler.
  events.push('order.paid');
  await orders().updateOne({ _id: 'ord-unhandled' }, { $set: { 'queues.handler.unhandled.event': 'order.closed' } });
  await delivery.passes.handler?.(signal());
  await delivery.passes.unhandled?.(signal());
  clock.ms += 25 * HOUR;
  await delivery.passes.handler?.(signal());
  await delivery.passes.unhandled?.(signal());
}

// A router before 8.0 refuses a write of one document without the shard key, `_id`.
test('every write of every pass and request names the _id of its document', () => {
  expect(commands.unkeyed).toEqual([]);
});

/** Each kind is found by a field that only this write changes, so that a pass that did nothing fails. */
test.each([
  ['an order', 'orders insert'],
  ['preparing: its claim', 'orders update queues.prepare.dueAt,queues.prepare.lease'],
  ['preparing: its end', 'orders update preparedAt,queues.prepare'],
  ['an amendment', 'orders update amount,name'],
  ['a change of an order', 'paidBy,payments'],
  ['the pass over cancels: its claim', 'orders update queues.cancel.dueAt,queues.cancel.lease'],
  ['a look-up: its claim', 'orders update queues.poll.dueAt,queues.poll.lease'],
  ['a look-up: its end', 'queues.poll.step'],
  ['a reminder', 'remindedOf'],
  ['the window: its first cursor', 'cursors insert'],
  ['the window: its claim', 'cursors update queue.dueAt,queue.lease'],
  ['the window: its end', 'cursors update queue,through'],
  ['a delivery: its claim', 'outbox.$[entry].attempts'],
  ['a delivery: its end', 'outbox.$[entry].deliveredAt'],
  ['a dead letter', '.deadAt'],
  ['a replay', 'orders update .deadAt,.spentAttempts'],
  ['the customer’s record', 'users update'],
  ['the audit log', 'audit insert'],
  ['an entry that leaves for the audit log', 'orders update outbox,queues.audit'],
  ['an acknowledgement', 'orders update attentionSince,log'],
  ['a redaction', 'orders update buyer,cancels,closing'],
  ['a redaction: its claim', 'orders update queues.redact.dueAt,queues.redact.lease'],
  ['a redaction: the customer’s record', 'users delete'],
  ['a session of the desk', 'desk_sessions insert'],
  ['a session of the desk: its last request', 'desk_sessions update endsAt,seenAt'],
  ['a session of the desk: its end', 'desk_sessions delete'],
  ['an event that nobody handles: its note', 'orders update queues.handler.unhandled'],
  ['a resend of an event', '.resentAt'],
  ['a resend of a period', 'resends insert'],
  ['a resend of a period: its claim', 'resends update queue.dueAt,queue.lease'],
  ['a resend of a period: its step', 'resends update after,messages,orders,queue'],
  ['a resend of a period: its end', 'resends update endedAt'],
])('these writes include %s', (_what, kind) => {
  const words = kind.split(/[ ,]/);
  expect([...commands.kinds].filter((each) => words.every((word) => each.includes(word)))).not.toEqual([]);
});

const HANDLER_INDEX = 'queues.handler.dueAt,queues.handler.unhandled.event,queues.handler.unhandled.since';

describe('no query depends on the number of orders', () => {
  const indexesOf = async (collection: string) =>
    (await database.db().collection(collection).indexes()).map(({ key }) => key as Record<string, unknown>);

  test('each names ids, or one range of an index', async () => {
    const names = await Promise.all(
      [...commands.queries].map(async ([name, { collection, filter, sort }]) => [
        name,
        rangeIndexOf(filter, sort, await indexesOf(collection)),
      ]),
    );
    expect(Object.fromEntries(names)).toEqual({
      'audit actor $eq, at $eq, _id $lt by at,_id': 'actor,at,_id',
      'audit actor $eq, at $gte by at,_id': 'actor,at,_id',
      'audit actor $eq, at $gte,$lte by at,_id': 'actor,at,_id',
      'audit at $eq, _id $lt by at,_id': 'at,_id',
      'audit at $gte by at,_id': 'at,_id',
      'audit at $gte,$lte by at,_id': 'at,_id',
      'audit merchantUid $eq, at $gte': 'merchantUid,at,_id',
      'audit merchantUid $eq, at $gte by at,_id': 'merchantUid,at,_id',
      'cursors _id $eq, queue.lease $eq': '_id',
      'desk_sessions _id $eq, endsAt $gt': '_id',
      'desk_sessions endsAt $lte by endsAt': 'endsAt',
      'orders _id $eq': '_id',
      'orders _id $in': '_id',
      'orders _id $in, queues.poll.lease': '_id',
      // A prefix with both its ends: no more than 1,001 keys are read.
      'orders _id $gte,$lt': null,
      // Where a range follows, equalities are values: with `$eq`, secantusd-rs reads all that is equal.
      'orders attentionSince $eq, _id $lt by attentionSince,_id': 'attentionSince,_id',
      'orders attentionSince $gt by attentionSince,_id': 'attentionSince,_id',
      'orders attentionSince $gt,$lte by attentionSince,_id': 'attentionSince,_id',
      'orders customerId, createdAt $eq, _id $lt by createdAt,_id': 'customerId,createdAt,_id',
      'orders customerId, createdAt $gt,$lte by createdAt,_id': 'customerId,createdAt,_id',
      'orders money.firstAt $eq, money.key $lt by money.firstAt,money.key': 'money.firstAt,money.key',
      'orders money.firstAt $gt,$lte by money.firstAt,money.key': 'money.firstAt,money.key',
      'orders queues.redact.askedAt $gt by queues.redact.askedAt': 'queues.redact.askedAt',
      'orders money.firstAt $gt,$lt by money.firstAt,money.key': 'money.firstAt,money.key',
      'orders money.firstAt $gte,$lt by money.firstAt,money.key': 'money.firstAt,money.key',
      'orders money.firstAt, money.key $gt by money.firstAt,money.key': 'money.firstAt,money.key',
      'orders money.lastAt $gt,$lt by money.lastAt,money.key': 'money.lastAt,money.key',
      'orders money.lastAt $gte,$lt by money.lastAt,money.key': 'money.lastAt,money.key',
      'orders money.lastAt, money.key $gt by money.lastAt,money.key': 'money.lastAt,money.key',
      'orders queues.redact.dueAt $gt,$lte by queues.redact.dueAt': 'queues.redact.dueAt',
      'orders queues.redact.dueAt $lte by queues.redact.dueAt': 'queues.redact.dueAt',
      'orders state $eq, createdAt $gt,$lte by createdAt,_id': 'state,createdAt,_id',
      'orders state, createdAt $eq, _id $lt by createdAt,_id': 'state,createdAt,_id',
      'orders state, createdAt $gt by createdAt,_id': 'state,createdAt,_id',
      'orders state, createdAt $gt,$lte by createdAt,_id': 'state,createdAt,_id',
      'orders state, createdAt $gt,$lt by createdAt,_id': 'state,createdAt,_id',
      'orders attentionSince $gt by attentionSince': 'attentionSince,_id',
      'orders state, createdAt $gt by createdAt': 'state,createdAt,_id',
      'orders deadSince $eq, _id $gt by deadSince,_id': 'deadSince,_id',
      'orders deadSince $gt by deadSince': 'deadSince,_id',
      'orders deadSince $gt by deadSince,_id': 'deadSince,_id',
      'orders deadSince $gt, outbox.id $eq': 'deadSince,_id',
      'orders queues.alert.dueAt $gt,$lte by queues.alert.dueAt': 'queues.alert.dueAt',
      'orders queues.alert.dueAt $lte': 'queues.alert.dueAt',
      'orders queues.cancel.dueAt $gt by queues.cancel.dueAt': 'queues.cancel.dueAt',
      'orders queues.cancel.dueAt $gt,$lte by queues.cancel.dueAt': 'queues.cancel.dueAt',
      'orders queues.audit.dueAt $gt,$lte by queues.audit.dueAt': 'queues.audit.dueAt',
      'orders queues.audit.dueAt $lte': 'queues.audit.dueAt',
      'orders queues.cancel.dueAt $lte by queues.cancel.dueAt': 'queues.cancel.dueAt',
      'orders queues.customerRecord.dueAt $gt,$lte by queues.customerRecord.dueAt': 'queues.customerRecord.dueAt',
      'orders queues.customerRecord.dueAt $lte': 'queues.customerRecord.dueAt',
      'orders queues.handler.dueAt $gt,$lte by queues.handler.dueAt': HANDLER_INDEX,
      'orders outbox $elemMatch, queues.handler.unhandled.event $not, queues.handler.dueAt $lte': HANDLER_INDEX,
      'orders queues.handler.unhandled.event $exists, queues.handler.dueAt $gte,$lte by queues.handler.dueAt':
        HANDLER_INDEX,
      'orders queues.handler.unhandled.since $lte, queues.handler.unhandled.event $not, queues.handler.dueAt $lte':
        HANDLER_INDEX,
      'orders queues.poll.isUrgent, queues.poll.dueAt $gt,$lte by queues.poll.dueAt':
        'queues.poll.isUrgent,queues.poll.dueAt',
      'orders queues.poll.isUrgent, queues.poll.dueAt $lte by queues.poll.dueAt':
        'queues.poll.isUrgent,queues.poll.dueAt',
      'orders queues.prepare.dueAt $gt,$lte by queues.prepare.dueAt': 'queues.prepare.dueAt',
      'orders queues.prepare.dueAt $lte by queues.prepare.dueAt': 'queues.prepare.dueAt',
      'orders queues.resent.dueAt $gt by queues.resent.dueAt': 'queues.resent.dueAt',
      'orders queues.resent.dueAt $gt,$lte by queues.resent.dueAt': 'queues.resent.dueAt',
      'orders queues.resent.dueAt $lte': 'queues.resent.dueAt',
      'orders queues.shop.dueAt $gt by queues.shop.dueAt': 'queues.shop.dueAt',
      'orders queues.shop.dueAt $gt,$lte by queues.shop.dueAt': 'queues.shop.dueAt',
      'orders queues.shop.dueAt $lte': 'queues.shop.dueAt',
      'orders queues.sms.dueAt $gt,$lte by queues.sms.dueAt': 'queues.sms.dueAt',
      'orders queues.sms.dueAt $lte': 'queues.sms.dueAt',
      'orders shopDeliveredAt $eq, _id $gt by shopDeliveredAt,_id': 'shopDeliveredAt,_id',
      'orders shopDeliveredAt $gt by shopDeliveredAt,_id': 'shopDeliveredAt,_id',
      'orders shopDeliveredAt $gte by shopDeliveredAt,_id': 'shopDeliveredAt,_id',
      'resends _id $eq': '_id',
      'resends _id $eq, queue.lease $eq': '_id',
      // One document for each request of a person, for 90 days.
      'resends endedAt $lte by endedAt': null,
      'resends queue.dueAt $gt': null,
      'resends queue.dueAt $gt by requestedAt': null,
      'resends queue.dueAt $lte by queue.dueAt': null,
    });
  });

  test('no index leads through an array', async () => {
    const samples = await database.db().collection('orders').find({}).toArray();
    const lists = new Set(samples.flatMap((order) => listsOf(order)));
    expect([...lists]).toEqual(expect.arrayContaining(['outbox', 'payments', 'payments.cancellations', 'history']));
    const fields = (await indexesOf('orders')).flatMap((key) => Object.keys(key));
    expect(fields.filter((field) => [...lists].some((list) => field === list || field.startsWith(`${list}.`)))).toEqual(
      [],
    );
  });
});

/** The paths of a document’s lists. */
function listsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => listsOf(item, path))];
  if (value === null || typeof value !== 'object' || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, field]) => listsOf(field, path === '' ? key : `${path}.${key}`));
}
