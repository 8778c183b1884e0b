import type { Connection } from 'mongoose';
import { perChannel, type Channel, type OutboxEntry, type OutboxMessage } from '../../src/domain/outbox';
import type { AttentionEntry } from '../../src/domain/order';
import { createOwnTrace } from '../../src/lib/create-own-trace';
import type { Carrier, DeliverNotificationsDeps } from '../../src/services/deliver-notifications';
import { createDeliverySlots } from '../../src/services/delivery-slots';
import { connectStore } from '../../src/store/connection';
import { createOrders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { carriersDue } from '../../src/store/order-queue';
import type { Queues } from '../../src/store/queues.schema';
import { buildEntry } from './build-entry';
import { buildOrder } from './build-order';
import { useDatabase } from './database';

interface Stored {
  _id: string;
  outbox: OutboxEntry[];
  attention: AttentionEntry[];
  queues: Queues;
  deadSince?: Date;
  shopDeliveredAt?: Date;
}

/** Builds a text message with its name as text. */
export const sms = (text: string): OutboxMessage => ({ channel: 'sms', to: '010-1234-5678', text });
export const SHOP_EVENT: Extract<OutboxMessage, { channel: 'shop' }> = {
  channel: 'shop',
  event: 'order.paid',
  data: {
    merchant_uid: 'ord-1',
    imp_uid: 'imp_1',
    status: 'paid',
    amount: 64_900,
    cancel_amount: 0,
    currency: 'KRW',
    at: '2026-11-21T01:00:00.000Z',
  },
};

/** Orders with outboxes on a real database, carriers that record their messages, and a clock that the test sets. */
export function useDelivery() {
  const database = useDatabase();
  let connection: Connection;
  const orders = () => database.db().collection<Stored>('orders');
  beforeAll(async () => {
    connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
  });
  beforeEach(() => orders().deleteMany({}));
  afterAll(() => connection.close());

  return {
    uri: database.uri,
    allowBroken: database.allowBroken,
    /** Stores an order with the entries `<merchantUid>-0`, `-1`, ..., due at 01:00. */
    store: async (merchantUid: string, messages: readonly OutboxMessage[]) => {
      await createOrders(connection, { pollSoonMs: 60_000 }).createOrder(buildOrder({ merchantUid }));
      const outbox = messages.map((message, i) => buildEntry({ id: `${merchantUid}-${i}`, message }));
      await orders().updateOne({ _id: merchantUid }, { $set: { outbox }, $max: carriersDue(outbox) });
    },
    add: async (merchantUid: string, overrides: Partial<OutboxEntry>) => {
      const entry = buildEntry(overrides);
      await orders().updateOne({ _id: merchantUid }, { $push: { outbox: entry }, $max: carriersDue([entry]) });
    },
    /** Adds an entry that is delivered or dead, so that the order is not due for it. */
    addSettled: async (merchantUid: string, entry: Partial<OutboxEntry>) => {
      const { deadAt, deliveredAt } = entry;
      const isTold = entry.message?.channel === 'shop' && deliveredAt;
      await orders().updateOne(
        { _id: merchantUid },
        {
          $push: { outbox: buildEntry(entry) },
          ...(deadAt && { $min: { deadSince: deadAt } }),
          ...(isTold && { $max: { shopDeliveredAt: deliveredAt } }),
        },
      );
    },
    /** Removes an entry, as a change of the order removes old ones. */
    remove: (merchantUid: string, id: string) =>
      orders().updateOne({ _id: merchantUid }, { $pull: { outbox: { id } } }),
    outbox: async (merchantUid = 'ord-1') => (await orders().findOne({ _id: merchantUid }))?.outbox ?? [],
    deadSince: async (merchantUid = 'ord-1') => (await orders().findOne({ _id: merchantUid }))?.deadSince,
    /** The order's place in the queue of a carrier, or of what is sent again and was refused. */
    place: async (channel: Channel | 'resent' = 'sms', merchantUid = 'ord-1') =>
      (await orders().findOne({ _id: merchantUid }))?.queues[channel],
    attention: async (merchantUid = 'ord-1') => (await orders().findOne({ _id: merchantUid }))?.attention ?? [],
    connection: () => connection,

    /** One instance of the service; `carry` decides the result of a delivery. Instances may share a clock. */
    instance: (carry: Carrier = async () => {}, clock = { now: new Date('2026-11-21T01:00:00Z') }) => {
      const carried: string[] = [];
      const failures: string[] = [];
      const deaths: string[] = [];
      let ids = 0;
      const noting: Carrier = async (message, id) => {
        const refusal = await carry(message, id);
        if (!refusal) carried.push(id);
        return refusal;
      };
      const deps: DeliverNotificationsDeps = {
        outbox: createOutbox(connection),
        findOrder: createOrders(connection, { pollSoonMs: 60_000 }).findOrder,
        carriers: perChannel(() => noting),
        isAlerting: false,
        now: () => clock.now,
        random: () => 0,
        newId: () => `made-${(ids += 1)}`,
        pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
        withinTimeLimit: (work) => work(),
        leaseMs: 60_000,
        pauseMs: 1_000,
        slots: createDeliverySlots(perChannel(() => 3)),
        inOwnTrace: createOwnTrace(),
        retry: { firstDelayMs: 5_000, maxDelayMs: 60_000, maxTries: 5 },
        onFailure: (_claim, reason) => failures.push(reason),
        onDeadLetter: ({ entry }) => deaths.push(entry.id),
      };
      return { deps, clock, carried, failures, deaths };
    },
  };
}
