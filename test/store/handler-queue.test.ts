import type { HandlerMessage } from '../../src/domain/outbox';
import { createHandlerQueue, type HandlerQueue } from '../../src/store/handler-queue';
import type { HandlerPlace } from '../../src/store/queues.schema';
import { SHOP_EVENT, useDelivery } from '../support/delivery';

const { store, place, outbox, connection } = useDelivery();
let queue: HandlerQueue;
beforeAll(() => {
  queue = createHandlerQueue(connection());
});

const PAID: HandlerMessage = { ...SHOP_EVENT, channel: 'handler' };
const CANCELLED: HandlerMessage = { ...PAID, event: 'order.cancelled' };
const { signal } = new AbortController();
const MINUTE_MS = 60_000;
/** Minutes after the entries became due. */
const at = (minutes: number) => new Date(Date.parse('2026-11-21T01:00:00Z') + minutes * MINUTE_MS);
const noteAt = (minutes: number, limit = 2) =>
  queue.noteUnhandled({ events: ['order.cancelled'], now: at(minutes), dueBefore: at(minutes - 1), limit, signal });
const claimAt = (minutes: number) =>
  queue.claimUnhandled({ events: ['order.cancelled'], now: at(minutes), before: at(2), leaseMs: MINUTE_MS, limit: 10 });
const noteOf = async (merchantUid: string) =>
  ((await place('handler', merchantUid)) as HandlerPlace | undefined)?.unhandled;

test('one look notes every order, also behind a full batch of orders that wait for this process', async () => {
  const ours = ['ours-1', 'ours-2', 'ours-3'];
  const others = ['other-1', 'other-2', 'other-3', 'other-4', 'other-5'];
  for (const merchantUid of ours) await store(merchantUid, [CANCELLED]);
  for (const merchantUid of others) await store(merchantUid, [PAID]);
  // Each is due a little later than the one before.
  for (const [index, merchantUid] of [...ours, ...others].entries()) {
    const dueAt = new Date(at(0).getTime() + index);
    await connection()
      .db?.collection<{ _id: string }>('orders')
      .updateOne({ _id: merchantUid }, { $set: { 'queues.handler.dueAt': dueAt } });
  }
  await noteAt(2);
  for (const merchantUid of others) expect(await noteOf(merchantUid)).toMatchObject({ event: 'order.paid' });
  for (const merchantUid of ours) expect(await noteOf(merchantUid)).toBeUndefined();
});

test('one look notes more than a batch of orders that are due at the same time', async () => {
  const others = ['other-1', 'other-2', 'other-3', 'other-4', 'other-5'];
  for (const merchantUid of others) await store(merchantUid, [PAID]);
  await noteAt(2);
  for (const merchantUid of others) expect(await noteOf(merchantUid)).toMatchObject({ event: 'order.paid' });
});

test('a look that was told to end reads nothing', async () => {
  await store('ord-1', [PAID]);
  await queue.noteUnhandled({ events: [], now: at(2), dueBefore: at(1), limit: 2, signal: AbortSignal.abort() });
  expect(await noteOf('ord-1')).toBeUndefined();
});

test('an event whose claim ended without a result is claimed again after the lease, and keeps its note', async () => {
  await store('ord-1', [PAID]);
  await noteAt(2);
  expect(await claimAt(3)).toHaveLength(1);
  expect(await claimAt(3)).toEqual([]);
  expect(await claimAt(4)).toMatchObject([{ merchantUid: 'ord-1', entry: { attempts: 2 } }]);
  expect(await noteOf('ord-1')).toMatchObject({ since: at(2), attempts: 2 });
  expect((await outbox())[0]).toMatchObject({ attempts: 2, deliveredAt: null });
});

test('an event that a process has tried since its note is not claimed, and is noted anew', async () => {
  await store('ord-1', [PAID]);
  await noteAt(2);
  const events = ['order.paid'] as const;
  expect((await queue.claimDue({ events, now: at(3), leaseMs: MINUTE_MS, limit: 1 })).claims).toHaveLength(1);
  expect(await claimAt(4)).toEqual([]);
  expect(await noteOf('ord-1')).toBeUndefined();
});
