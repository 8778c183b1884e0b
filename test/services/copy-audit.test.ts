import { mongo } from 'mongoose';
import { countCommands } from '../../bench/count-commands';
import type { AuditEntry } from '../../src/domain/audit';
import { auditMessages } from '../../src/domain/audit-messages';
import { newOutboxEntry, type OutboxEntry } from '../../src/domain/outbox';
import { copyDueAudit, type CopyDueAuditDeps } from '../../src/services/copy-audit';
import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { replayNotification } from '../../src/services/replay-notification';
import { createAuditLog } from '../../src/store/audit-log';
import { createDeadLetters } from '../../src/store/dead-letters';
import { createOrders } from '../../src/store/orders';
import { createWaitingAudits } from '../../src/store/waiting-audit';
import { ACTOR } from '../support/actor';
import { buildOrder } from '../support/build-order';
import { sms, useDelivery } from '../support/delivery';

/** How an entry of an order comes into the audit log: once, whatever dies meanwhile. */
const delivery = useDelivery();
const AT = new Date('2026-11-21T01:00:00Z');
const audit = () => delivery.connection().collection<AuditEntry & { _id: string }>('audit');
beforeEach(() => audit().deleteMany({}));

const entryOf = (id: string): OutboxEntry => {
  const [message] = auditMessages(ACTOR, { action: 'amend', merchantUid: 'ord-1' }, AT);
  return newOutboxEntry(id, message!, AT);
};
const ids = async () => (await audit().find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
const orders = () => createOrders(delivery.connection(), { pollSoonMs: 60_000 });

/** Stores an order with entries for the audit log, as the write of a change does. */
async function store(merchantUid: string, ...entries: readonly string[]): Promise<void> {
  await orders().createOrder(buildOrder({ merchantUid }), null, null, entries.map(entryOf));
}
const copyAlone: Carrier = async (message, id) => {
  if (message.channel === 'audit') await createAuditLog(delivery.connection()).add(id, message.entry);
};

/** One instance of the service. */
function instance(overrides: Partial<CopyDueAuditDeps> = {}, alone = delivery.instance(copyAlone)) {
  const copied: number[] = [];
  const deps: CopyDueAuditDeps = {
    waiting: createWaitingAudits(delivery.connection()),
    auditLog: createAuditLog(delivery.connection()),
    now: () => alone.clock.now,
    batchSize: 10,
    copyAlone: (signal) => deliverNotifications(alone.deps, 'audit', signal),
    onCopied: (entries) => copied.push(entries),
    ...overrides,
  };
  return { ...alone, deps, copied, run: () => copyDueAudit(deps, new AbortController().signal) };
}

test('an entry is copied under its id, and leaves its order, which waits for nothing then', async () => {
  await store('ord-1', 'a');
  await instance().run();
  expect(await audit().find().toArray()).toEqual([
    {
      _id: 'a',
      at: AT,
      action: 'amend',
      actor: ACTOR.name,
      operator: ACTOR.operator,
      merchantUid: 'ord-1',
      reason: null,
      details: {},
    },
  ]);
  expect([await delivery.outbox(), await delivery.place('audit')]).toEqual([[], undefined]);
});

test('many entries of many orders are copied by one write, and leave by another', async () => {
  for (const name of ['ord-1', 'ord-2', 'ord-3']) await store(name, `${name}-a`, `${name}-b`);
  const commands = countCommands();
  const it = instance();
  expect(await it.run()).toEqual({ more: false });
  expect(commands.read()).toEqual({ reads: 1, writes: 2 });
  expect(await ids()).toHaveLength(6);
  expect(it.copied).toEqual([6]);
  expect([await delivery.outbox('ord-3'), await delivery.place('audit', 'ord-3')]).toEqual([[], undefined]);
});

test('a full batch is followed by another one', async () => {
  for (const name of ['ord-1', 'ord-2', 'ord-3']) await store(name, name);
  const it = instance({ batchSize: 2 });
  expect(await it.run()).toEqual({ more: true });
  expect(await it.run()).toEqual({ more: false });
  expect(await ids()).toEqual(['ord-1', 'ord-2', 'ord-3']);
});

test('the other messages of an order stay, and their carriers remain due', async () => {
  await store('ord-1', 'a');
  await delivery.add('ord-1', { id: 'sms', message: sms('안내') });
  await instance().run();
  expect((await delivery.outbox()).map(({ id }) => id)).toEqual(['sms']);
  expect(await delivery.place('sms')).toBeDefined();
});

test('two processes copy each entry once', async () => {
  await store('ord-1', 'a', 'b', 'c', 'd');
  await Promise.all([instance().run(), instance().run()]);
  expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
  expect([await delivery.outbox(), await delivery.place('audit')]).toEqual([[], undefined]);
});

test('a process that dies between the copy and its end has copied once, also for the one that copies again', async () => {
  await store('ord-1', 'a');
  const waiting = createWaitingAudits(delivery.connection());
  const dying = instance({ waiting: { ...waiting, remove: () => Promise.reject(new Error('died')) } });
  await expect(dying.run()).rejects.toThrow('died');
  expect([await ids(), (await delivery.outbox()).map(({ id }) => id)]).toEqual([['a'], ['a']]);
  await instance().run();
  expect([await ids(), await delivery.outbox()]).toEqual([['a'], []]);
});

test('an entry that comes while another one is copied stays due, and is copied next', async () => {
  await store('ord-1', 'a');
  const auditLog = createAuditLog(delivery.connection());
  const it = instance({
    auditLog: {
      async addAll(records) {
        const refused = await auditLog.addAll(records);
        if (records.some(({ id }) => id === 'a')) await delivery.add('ord-1', entryOf('b'));
        return refused;
      },
    },
  });
  await it.run();
  expect([await ids(), (await delivery.outbox()).map(({ id }) => id)]).toEqual([['a'], ['b']]);
  await it.run();
  expect([await ids(), await delivery.outbox(), await delivery.place('audit')]).toEqual([['a', 'b'], [], undefined]);
});

test('an order that waits without an entry, changed by hand, leaves the queue', async () => {
  await store('ord-1', 'a');
  await delivery.remove('ord-1', 'a');
  await instance().run();
  expect(await delivery.place('audit')).toBeUndefined();
});

test('an entry that is refused holds up no other; it becomes a dead letter, raises attention, and is copied once it is replayed', async () => {
  await store('ord-1', 'a');
  await store('ord-2', 'b');
  const auditLog = createAuditLog(delivery.connection());
  const refusing: CopyDueAuditDeps['auditLog'] = {
    async addAll(records) {
      const refused = records.filter(({ id }) => id === 'a').map(({ id }) => id);
      await auditLog.addAll(records.filter(({ id }) => !refused.includes(id)));
      return new Set(refused);
    },
  };
  const down = instance(
    { auditLog: refusing },
    delivery.instance(() => Promise.reject(new Error('refused'))),
  );
  for (let tries = 0; tries < 5; tries += 1) {
    await down.run();
    down.clock.now = new Date(down.clock.now.getTime() + 60_000);
  }
  expect([await ids(), down.deaths, await delivery.outbox('ord-2')]).toEqual([['b'], ['a'], []]);
  expect(await delivery.attention()).toMatchObject([{ reason: 'notificationFailed', notificationId: 'a' }]);
  const deadLetters = createDeadLetters(delivery.connection());
  await replayNotification({ deadLetters, newId: () => 'replay-of-a', now: () => down.clock.now }, 'a', ACTOR);
  await instance({}, delivery.instance(copyAlone, down.clock)).run();
  expect(await ids()).toEqual(['a', 'b', 'replay-of-a']);
  expect((await delivery.outbox()).filter(({ message }) => message.channel === 'audit')).toEqual([]);
});

describe('the audit log', () => {
  const record = (id: string, reason: string) => {
    const { message } = entryOf(id);
    if (message.channel !== 'audit') throw new Error('no entry for the audit log');
    return { id, ...message.entry, reason };
  };
  const reasons = async () => (await audit().find().sort({ _id: 1 }).toArray()).map(({ _id, reason }) => [_id, reason]);

  test('keeps the first entry of an id', async () => {
    const { add, addAll } = createAuditLog(delivery.connection());
    const { id, ...entry } = record('b', 'first');
    await add(id, entry);
    expect(await addAll(['a', 'b', 'c', 'b'].map((each) => record(each, 'later')))).toEqual(new Set());
    await add(id, { ...entry, reason: 'last' });
    expect(await reasons()).toEqual([
      ['a', 'later'],
      ['b', 'first'],
      ['c', 'later'],
    ]);
  });

  test('names those that the database refuses, and no entry that is there already', async () => {
    const { add, addAll } = createAuditLog(delivery.connection());
    const { id, ...entry } = record('b', 'first');
    await add(id, entry);
    const refusal = { index: 0, code: 121, errmsg: 'Document failed validation' };
    const there = { index: 1, code: 11_000, errmsg: 'duplicate key' };
    const insert = jest.spyOn(mongo.Collection.prototype, 'insertMany');
    const writeErrors = [refusal, there] as unknown as mongo.WriteError[];
    const result = { getWriteConcernError: () => undefined } as unknown as mongo.BulkWriteResult;
    insert.mockRejectedValueOnce(new mongo.MongoBulkWriteError({ message: 'refused', code: 121, writeErrors }, result));
    expect(await addAll([record('a', 'refused'), record('b', 'later')])).toEqual(new Set(['a']));
    insert.mockRestore();
  });

  test('a broken database refuses no entry: nothing is known', async () => {
    const { addAll } = createAuditLog(delivery.connection());
    const closed = jest
      .spyOn(mongo.Collection.prototype, 'insertMany')
      .mockRejectedValue(new mongo.MongoNetworkError('broken'));
    await expect(addAll([record('a', 'x')])).rejects.toMatchObject({ code: 'unavailable' });
    closed.mockRestore();
  });
});
