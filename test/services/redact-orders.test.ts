import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { createRedactPass, redactionDeps } from '../../src/composition/create-redact-pass';
import { auditCopying } from '../../src/composition/audit-copying';
import { auditMessages } from '../../src/domain/audit-messages';
import { CheckoutError } from '../../src/domain/errors';
import { noChange } from '../../src/domain/order-change';
import { newOutboxEntry } from '../../src/domain/outbox';
import { copyDueAudit } from '../../src/services/copy-audit';
import { redactOrder } from '../../src/services/redact-order';
import { redactOrders, type RedactOrdersDeps } from '../../src/services/redact-orders';
import { skipPoisonOrder } from '../../src/services/skip-poison-order';
import type { AuditDocument } from '../../src/store/audit.model';
import { connectStore } from '../../src/store/connection';
import { createCursors } from '../../src/store/cursors';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { createRedactions, type Redactions } from '../../src/store/redactions';
import { ACTOR } from '../support/actor';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';
import { sms } from '../support/delivery';

const DAY_MS = 24 * 60 * 60_000;
const RETAIN_MS = 30 * DAY_MS;
const day = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * DAY_MS);
const never = new AbortController().signal;

const database = useDatabase();
let connection: Connection;
let orders: Orders;
let redactions: Redactions;
const lines: { msg: string }[] = [];
const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) });

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 5, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
  redactions = createRedactions(connection);
});
beforeEach(async () => {
  await database.clear();
  lines.length = 0;
});
afterAll(() => connection.close());

const runPass = (at: Date, retainMs: number | null = RETAIN_MS) =>
  createRedactPass(connection, { retainMs }, logger, { now: () => at, newId: randomUUID })(never);
const stored = (merchantUid: string) => database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
const register = (merchantUid: string, overrides: Parameters<typeof buildOrder>[0] = {}) =>
  orders.createOrder(buildOrder({ merchantUid, createdAt: day(0), ...overrides }));

/** Sends the buyer a text message: the order changes at that time. */
async function changeAt(merchantUid: string, at: Date): Promise<void> {
  const found = await redactions.find(merchantUid);
  if (found === null) throw new Error('no such order');
  await orders.changeOrder(found.order, noChange(found.order), [newOutboxEntry(randomUUID(), sms('안내'), at)]);
  const outbox = createOutbox(connection);
  const { claims } = await outbox.claimDue({ channel: 'sms', now: at, leaseMs: 60_000, limit: 1 });
  for (const claim of claims) await outbox.markDelivered(claim, at);
}

test('an order that waits in the queue is redacted after retention was off for a week', async () => {
  await register('ord-1');
  await changeAt('ord-1', day(20));
  await runPass(day(31));
  expect((await stored('ord-1'))?.queues.redact?.dueAt).toEqual(day(50));
  for (const each of [51, 54, 57]) await runPass(day(each), null);
  expect((await stored('ord-1'))?.buyer).not.toBeNull();
  await runPass(day(58));
  expect(await stored('ord-1')).toMatchObject({ buyer: null, redactedAt: day(58) });
});

test('an order that a person asked for is redacted while retention is off', async () => {
  await register('ord-1');
  await redactions.ask('ord-1', { at: day(1), by: 'kim' }, day(1));
  await runPass(day(2), null);
  expect(await stored('ord-1')).toMatchObject({ buyer: null, redactedAt: day(2) });
});

test('a pass that fails frees the cursor: the next one reads the same orders', async () => {
  await register('ord-1');
  const find = jest.fn(redactions.find).mockRejectedValueOnce(new CheckoutError('unavailable', 'database'));
  const deps: RedactOrdersDeps = {
    ...redactionDeps(connection, { now: () => day(31), newId: randomUUID }),
    ...{ redactions: { ...redactions, find }, cursors: createCursors(connection) },
    ...{ retainMs: RETAIN_MS, leaseMs: 5 * 60_000, lagMs: 60 * 60_000, batchSize: 50 },
    skipPoisonOrders: () => skipPoisonOrder(() => undefined),
    onDone: () => undefined,
  };
  await expect(redactOrders(deps, never)).rejects.toMatchObject({ code: 'unavailable' });
  await redactOrders(deps, never);
  expect(await stored('ord-1')).toMatchObject({ buyer: null, redactedAt: day(31) });
});

describe('an order whose entry waits for the audit log', () => {
  const deed = { action: 'close', merchantUid: 'ord-1', reason: '한바다 고객 요청' } as const;
  const audit = () => database.db().collection<AuditDocument>('audit');
  const redact = () =>
    redactOrder(redactionDeps(connection, { now: () => day(1), newId: randomUUID }), 'ord-1', {
      at: day(1),
      by: 'kim',
    });
  beforeEach(async () => {
    const entries = auditMessages(ACTOR, deed, day(1)).map((message) => newOutboxEntry('entry-1', message, day(1)));
    await orders.createOrder(buildOrder({ merchantUid: 'ord-1', createdAt: day(0) }), null, null, entries);
  });

  test('is redacted at once: the entry is copied before, and loses its reason', async () => {
    expect(await redact()).toEqual({ result: 'redacted' });
    expect(await audit().find().toArray()).toMatchObject([{ _id: 'entry-1', action: 'close', reason: null }]);
    expect(JSON.stringify(await stored('ord-1'))).not.toContain('한바다');
  });

  test('is redacted beside a pass that copies: the entry keeps no reason whoever comes first', async () => {
    const copying = auditCopying(connection);
    const alone = { copyAlone: async () => undefined, onCopied: () => undefined };
    const copy = () => copyDueAudit({ ...copying, ...alone, now: () => day(1), batchSize: 10 }, never);
    expect((await Promise.all([redact(), copy(), copy()]))[0]).toEqual({ result: 'redacted' });
    await copy();
    expect((await audit().find().toArray()).map(({ action, reason }) => [action, reason]).toSorted()).toEqual([
      ['close', null],
      ['redact', null],
    ]);
  });
});

test('requests that have to wait are logged, with the first of them and what it waits for', async () => {
  for (const [key, days] of [
    ['ord-1', 3],
    ['ord-2', 1],
    ['ord-3', 2],
  ] as const) {
    await register(key, { state: 'ready' });
    await redactions.ask(key, { at: day(days), by: 'kim' }, day(4));
  }
  await runPass(day(5), null);
  const waits = { waiting: 3, asked: 3, merchant_uid: 'ord-2', asked_at: day(1).toISOString(), for: 'openAccount' };
  expect(lines).toMatchObject([{ msg: 'removal of personal values waits', ...waits }]);
});

test('orders that wait although nobody asked for them are logged by their number', async () => {
  await register('ord-1', { state: 'ready' });
  await register('ord-2');
  await runPass(day(31));
  expect(lines).toMatchObject([
    { msg: 'personal values removed', redacted: 1, waiting: 1 },
    { msg: 'removal of personal values waits', waiting: 1, asked: 0 },
  ]);
  expect(lines[1]).not.toHaveProperty('merchant_uid');
});
