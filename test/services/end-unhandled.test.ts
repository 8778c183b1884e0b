import type { Ending } from '../../src/services/deliver-notifications';
import { endUnhandled } from '../../src/services/end-unhandled';
import type { HandlerMessage } from '../../src/domain/outbox';
import { createHandlerQueue } from '../../src/store/handler-queue';
import { SHOP_EVENT, useDelivery } from '../support/delivery';

const { store, outbox, connection, instance } = useDelivery();
const PAID: HandlerMessage = { ...SHOP_EVENT, channel: 'handler' };
const DAY_MS = 24 * 60 * 60_000;
const ORDERS = ['ord-1', 'ord-2', 'ord-3'];
const { signal } = new AbortController();

function open() {
  const { deps, clock } = instance();
  const endings: Ending[] = [];
  const parts = {
    ...{ ...deps, queue: createHandlerQueue(connection()), handlers: { events: () => [] } },
    ...{ noteAfterMs: 60_000, deadAfterMs: DAY_MS, batchSize: 10 },
    onEnding: (_channel: string, ending: Ending) => endings.push(ending),
  };
  const wait = (ms: number) => (clock.now = new Date(clock.now.getTime() + ms));
  return { parts, endings, wait };
}

/** Stores orders whose event nobody has taken for a day. */
async function openLeft() {
  const opened = open();
  for (const merchantUid of ORDERS) await store(merchantUid, [PAID]);
  opened.wait(60_000);
  await endUnhandled(opened.parts, signal);
  opened.wait(DAY_MS);
  return opened;
}

const deadOnes = async () => {
  const found = await Promise.all(ORDERS.map(async (_id) => ({ _id, entry: (await outbox(_id))[0] })));
  return found.filter(({ entry }) => entry?.deadAt !== undefined).map(({ _id }) => _id);
};

test('a fault at one event does not keep the others, and its own end follows after the lease', async () => {
  const { parts, endings, wait } = await openLeft();
  const failing: typeof parts.findOrder = async (merchantUid) => {
    if (merchantUid === 'ord-2') throw new Error('no answer');
    return parts.findOrder(merchantUid);
  };
  await expect(endUnhandled({ ...parts, findOrder: failing }, signal)).rejects.toThrow('no answer');
  expect(await deadOnes()).toEqual(['ord-1', 'ord-3']);
  wait(parts.leaseMs);
  await endUnhandled(parts, signal);
  expect(await deadOnes()).toEqual(ORDERS);
  expect(endings).toEqual(['dead', 'dead', 'dead']);
});

test('only what became a dead letter counts as one', async () => {
  const { parts, endings } = await openLeft();
  await endUnhandled({ ...parts, outbox: { ...parts.outbox, deadLetter: async () => false } }, signal);
  expect(endings).toEqual(['lost', 'lost', 'lost']);
});
