import { mongo, type Connection } from 'mongoose';
import { connectStore } from '../../src/store/connection';
import { orderCollection } from '../../src/store/order-collection';
import { createOrders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { createReconcileQueue } from '../../src/store/reconcile-queue';
import { withDatabaseName } from '../../test/support/database-uri';
import { fillOrder } from '../../test/support/full-order';
import { startMeasured } from '../measured-server';
import { median } from '../quantile';
import { BUILT_SERVICE, type World } from '../start-processes';
import { measuredSettings } from '../verify/subjects';
import { askList, createListPaths, explainLists, LISTS, type KnownOrders, type ListName } from './list-requests';
import { nameIndexes } from './name-indexes';
import { createShopClient, type ShopClient, type Timed } from './shop-client';

/** What is measured, and how often it is done for one figure. */
export const ACTIONS = {
  callback: 'POST /payments/complete',
  webhook: 'POST /payments/webhook',
  read: 'GET /orders/:merchant_uid',
  dueMessages: 'a look for due messages',
  duePolls: 'a look for due polls',
  ...LISTS,
} as const;
export type Action = keyof typeof ACTIONS;
export type Medians = Readonly<Record<Action, number>>;

/** A database of one size, with the service before it. */
export interface Size {
  readonly label: string;
  /** p50 of each action, in milliseconds. */
  measure(samples: number): Promise<Medians>;
  /** The indexes behind each action. */
  explain(): Promise<Readonly<Record<Action, string>>>;
  /** Stores an order that is filled to its bounds, and says in one line how long its answers take. */
  fullOrder(times: number): Promise<string>;
  stop(): Promise<void>;
}

const AMOUNT = 64_900;
const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const LEASE_MS = 60_000;
const MESSAGES_A_LOOK = 20;
const POLLS_A_LOOK = 100;
/** Payments that i'mport knows, to be asked for. */
const KNOWN_PAYMENTS = 20;
/** Lists and looks take longer, and vary less. */
const LONG_SHARE = 0.2;

/** @param orders settled ones, and the Korean day that is exported */
export async function openSize(
  world: World,
  database: string,
  label: string,
  { keys, day }: Pick<KnownOrders, 'keys' | 'day'>,
): Promise<Size> {
  const service = await startMeasured(BUILT_SERVICE, measuredSettings(world, database), { hasReadyRoute: true });
  const shop = createShopClient(service.url, world);
  const uri = withDatabaseName(world.uri, database, 'bench');
  const connection = await connectStore({ uri, operationTimeoutMs: 120_000, poolSize: 10, heartbeatMs: 1_000 });
  const looks = createLooks(connection);
  const reports = createReports(world, shop);
  const known = { keys, day, paid: await world.pay(keys.slice(0, KNOWN_PAYMENTS)) };
  const paths = createListPaths(known);
  return {
    label,
    async measure(samples) {
      const few = Math.ceil(samples * LONG_SHARE);
      return {
        dueMessages: await p50(few, looks.dueMessages),
        duePolls: await p50(few, looks.duePolls),
        ...(await p50OfEach(Object.keys(LISTS) as ListName[], (name) => p50(few, () => askList(shop, paths[name]())))),
        read: await p50(samples, () => shop.send('GET', `/orders/${anyOf(keys)}`)),
        callback: await reports.measure(samples, '/payments/complete'),
        webhook: await reports.measure(samples, '/payments/webhook'),
      };
    },
    async explain() {
      const orders = createOrders(connection, { pollSoonMs: 60_000 });
      const read = await nameIndexes(() => orders.findOrder(anyOf(keys)));
      return {
        callback: read,
        webhook: read,
        read,
        dueMessages: await nameIndexes(looks.dueMessages),
        duePolls: await nameIndexes(looks.duePolls),
        ...(await explainLists(connection, known)),
      };
    },
    async fullOrder(times) {
      const { order, outbox } = fillOrder();
      const { merchantUid: _id, ...fields } = order;
      const document = { _id, ...fields, outbox, queues: {} };
      await orderCollection(connection).insertOne(document);
      const payments = (await world.pay(Array.from({ length: times }, () => _id))).values();
      const read = await p50(times, () => shop.send('GET', `/orders/${_id}`));
      const webhook = await p50(times, () => shop.send('POST', '/payments/webhook', payments.next().value));
      const kb = (mongo.BSON.calculateObjectSize(document) / 1000).toFixed(0);
      return `an order filled to its bounds: ${kb} kB, read p50 ${read.toFixed(1)} ms, webhook p50 ${webhook.toFixed(1)} ms`;
    },
    async stop() {
      service.stop();
      await connection.close();
    },
  };
}

const anyOf = (keys: readonly string[]): string => keys[Math.floor(Math.random() * keys.length)] ?? '';

async function p50OfEach<Name extends string>(
  names: readonly Name[],
  measure: (name: Name) => Promise<number>,
): Promise<Record<Name, number>> {
  const figures: [Name, number][] = [];
  for (const name of names) figures.push([name, await measure(name)]);
  return Object.fromEntries(figures) as Record<Name, number>;
}

async function p50(times: number, act: () => Promise<Timed>): Promise<number> {
  const waits: number[] = [];
  for (let time = 0; time < times; time += 1) waits.push((await act()).ms);
  return median(waits);
}

/** Looks as the passes make them, claims included, by a clock that is past every lease of an earlier look. */
function createLooks(connection: Connection) {
  const outbox = createOutbox(connection);
  const polls = createReconcileQueue(connection);
  let at = Date.now() + 10 * DAY_MS;
  const laterNow = () => new Date((at += HOUR_MS));

  async function timed(found: () => Promise<number>, expected: number): Promise<Timed> {
    const startedAt = performance.now();
    const count = await found();
    const ms = performance.now() - startedAt;
    if (count !== expected) throw new Error(`a look found ${count}, not ${expected}`);
    return { ms };
  }
  return {
    dueMessages: () => {
      const look = { channel: 'shop', now: laterNow(), leaseMs: LEASE_MS, limit: MESSAGES_A_LOOK } as const;
      return timed(async () => (await outbox.claimDue(look)).claims.length, MESSAGES_A_LOOK);
    },
    duePolls: () => {
      const look = { now: laterNow(), leaseMs: LEASE_MS, limit: POLLS_A_LOOK };
      return timed(async () => (await polls.claimDue(look)).length, POLLS_A_LOOK);
    },
  };
}

/** Reports of payments that are new each time; registering and paying is not measured. */
function createReports(world: World, shop: ShopClient) {
  let count = 0;
  const run = Date.now().toString(36);
  return {
    async measure(samples: number, path: '/payments/complete' | '/payments/webhook'): Promise<number> {
      const keys = Array.from({ length: samples }, () => `growth${run}x${(count += 1)}`);
      for (const merchant_uid of keys) {
        await shop.send('POST', '/orders', { merchant_uid, name: 'chair', amount: AMOUNT }, 201);
      }
      const reports = (await world.pay(keys)).values();
      return p50(samples, () => shop.send('POST', path, { ...reports.next().value, status: 'paid' }));
    },
  };
}
