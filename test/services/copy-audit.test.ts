import type { AuditEntry } from '../../src/domain/audit';
import { auditMessages } from '../../src/domain/audit-messages';
import { newOutboxEntry, type OutboxEntry } from '../../src/domain/outbox';
import { deliverNotifications, type Carrier } from '../../src/services/deliver-notifications';
import { replayNotification } from '../../src/services/replay-notification';
import { createAuditLog } from '../../src/store/audit-log';
import { createDeadLetters } from '../../src/store/dead-letters';
import { createOrders } from '../../src/store/orders';
import { ACTOR } from '../support/actor';
import { buildOrder } from '../support/build-order';
import { useDelivery } from '../support/delivery';

/** How an entry of an order comes into the audit log: once, whatever dies meanwhile. */
const delivery = useDelivery();
const AT = new Date('2026-11-21T01:00:00Z');
const audit = () => delivery.connection().collection<AuditEntry & { _id: string }>('audit');
beforeEach(() => audit().deleteMany({}));

const copy = async (message: Parameters<Carrier>[0], id: string) => {
  if (message.channel === 'audit') await createAuditLog(delivery.connection()).add(id, message.entry);
};
const entryOf = (id: string): OutboxEntry => {
  const [message] = auditMessages(ACTOR, { action: 'amend', merchantUid: 'ord-1' }, AT);
  return newOutboxEntry(id, message!, AT);
};
const run = ({ deps }: ReturnType<typeof delivery.instance>) =>
  deliverNotifications(deps, 'audit', new AbortController().signal);
const ids = async () => (await audit().find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

/** Stores an order with entries for the audit log, as the write of a change does. */
async function store(...entries: readonly string[]): Promise<void> {
  const orders = createOrders(delivery.connection(), { pollSoonMs: 60_000 });
  await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }), null, null, entries.map(entryOf));
}

test('an entry is copied under its id, and leaves its order, which waits for nothing then', async () => {
  await store('a');
  await run(delivery.instance(copy));
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

test('several entries of one order are copied one after the other', async () => {
  await store('a', 'b', 'c');
  await run(delivery.instance(copy));
  expect(await ids()).toEqual(['a', 'b', 'c']);
  expect([await delivery.outbox(), await delivery.place('audit')]).toEqual([[], undefined]);
});

test('two processes copy each entry once', async () => {
  await store('a', 'b', 'c', 'd');
  await Promise.all([run(delivery.instance(copy)), run(delivery.instance(copy))]);
  expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
  expect(await delivery.outbox()).toEqual([]);
});

test('a process that dies between the write and the copy leaves the entry to another one', async () => {
  const entry = entryOf('a');
  const claim = { merchantUid: 'ord-1', entry: { ...entry, attempts: 1 }, lease: 'of-the-dead', hasNext: false };
  const orders = createOrders(delivery.connection(), { pollSoonMs: 60_000 });
  const claimed = { claims: [claim], now: AT, leaseMs: 60_000 };
  await orders.createOrder(buildOrder({ merchantUid: 'ord-1' }), null, null, [entry], claimed);
  const other = delivery.instance(copy);
  await run(other);
  expect(await ids()).toEqual([]);
  other.clock.now = new Date(AT.getTime() + 60_000);
  await run(other);
  expect([await ids(), await delivery.outbox()]).toEqual([['a'], []]);
});

test('a process that dies between the copy and its end has copied once, also for the one that copies again', async () => {
  await store('a');
  const dying = delivery.instance(copy);
  const outbox = { ...dying.deps.outbox, markDelivered: () => Promise.reject(new Error('died')) };
  await expect(run({ ...dying, deps: { ...dying.deps, outbox } })).rejects.toThrow('died');
  expect([await ids(), (await delivery.outbox()).map(({ id }) => id)]).toEqual([['a'], ['a']]);
  const other = delivery.instance(copy);
  other.clock.now = new Date(AT.getTime() + 60_000);
  await run(other);
  expect([await ids(), await delivery.outbox()]).toEqual([['a'], []]);
});

test('an entry that comes while another one is copied is copied, too', async () => {
  await store('a');
  await run(
    delivery.instance(async (message, id) => {
      await copy(message, id);
      if (id === 'a') await delivery.add('ord-1', entryOf('b'));
    }),
  );
  expect([await ids(), await delivery.outbox()]).toEqual([['a', 'b'], []]);
});

test('an entry that cannot be copied becomes a dead letter, raises attention, and is copied once it is replayed', async () => {
  await store('a');
  const down = delivery.instance(() => Promise.reject(new Error('down')));
  for (let tries = 0; tries < 5; tries += 1) {
    await run(down);
    down.clock.now = new Date(down.clock.now.getTime() + 60_000);
  }
  expect(down.deaths).toEqual(['a']);
  expect(await delivery.attention()).toMatchObject([{ reason: 'notificationFailed', notificationId: 'a' }]);
  const deadLetters = createDeadLetters(delivery.connection());
  const recordAudit = async () => {};
  await replayNotification({ deadLetters, recordAudit, now: () => down.clock.now }, 'a', ACTOR);
  await run(delivery.instance(copy, down.clock));
  expect(await ids()).toEqual(['a']);
  expect((await delivery.outbox()).filter(({ message }) => message.channel === 'audit')).toEqual([]);
});

describe('the audit log', () => {
  const message = entryOf('x').message;
  const entry = message.channel === 'audit' ? message.entry : null;

  test('keeps the first entry of an id, also within many that are added at the same time', async () => {
    const { add } = createAuditLog(delivery.connection());
    await add('b', { ...entry!, reason: 'first' });
    await Promise.all(['a', 'b', 'c', 'b', 'd'].map((id) => add(id, { ...entry!, reason: 'later' })));
    expect((await audit().find().sort({ _id: 1 }).toArray()).map(({ _id, reason }) => [_id, reason])).toEqual([
      ['a', 'later'],
      ['b', 'first'],
      ['c', 'later'],
      ['d', 'later'],
    ]);
  });
});
