import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { createSandbox, type Sandbox } from '../sandbox/iamport/create-sandbox';
import { EXIT, runReconcile, type CommandIo } from '../src/cli/run-reconcile';
import type { OrderDocument } from '../src/store/order.model';
import { SYSTEM_CLOCK_AND_RANDOM } from '../src/composition/clock-and-random';
import type { CancelAnswers } from './cancel-answers';
import type { Random } from './create-random';
import { receiveEvents, type Notification, type NotificationReceiver } from './receive-events';
import { receiveTexts } from './receive-texts';
import { startServiceProcess, type ServiceProcess } from './service-process';
import { findSchemaFaults, type SchemaFault } from './truth/find-schema-faults';

/** What an arena is built on. */
export interface ArenaOptions {
  /** With the name of the database, as the service is to reach it. */
  readonly serviceUri: string;
  /** The same database by an undisturbed way; what the service does is read here. */
  readonly directUri: string;
  /** Arguments of node that start the service. */
  readonly serviceArgs: readonly string[];
  readonly random: Random;
  /** Further settings of the service. @default none */
  readonly settings?: Readonly<Record<string, string>>;
}

/** i'mport, the receivers of events and texts, and two instances of the service on one database. */
export interface Arena {
  readonly sandbox: Sandbox;
  readonly instances: readonly ServiceProcess[];
  readonly receivers: readonly NotificationReceiver[];
  readonly random: Random;
  readonly ordersKey: string;
  /** All that was delivered, repeats included. */
  readonly notifications: readonly Notification[];
  /** What the shop was told of each of its cancels. */
  readonly cancelAnswers: CancelAnswers;
  /** Lets the clocks of i'mport and of the instances' next lives go ahead; of the instances' only where they can. */
  readonly advanceClocks: (aheadMs: number) => void;
  /** `npm run reconcile` since the arena was opened. @throws Error with what it said, where it could not be done */
  readonly reconcile: () => Promise<void>;
  readonly orders: () => Promise<OrderDocument[]>;
  /** Those of which a message is not delivered, or a cancel has not ended. */
  readonly unfinishedOrders: () => Promise<OrderDocument[]>;
  /** Documents that do not fit the schema of their collection. */
  readonly schemaFaults: () => Promise<SchemaFault[]>;
  readonly close: () => Promise<void>;
}

const INSTANCES = 2;
/** The background passes take part in the races: soon, and then no more, or the orders never paid would fill the time. */
const RECONCILE = { RECONCILE_POLL_SCHEDULE: '1s,3s,10s,1h', RECONCILE_CALLS_PER_MINUTE: '3000' };

/** Builds and starts all of it. */
export async function openArena({
  serviceUri,
  directUri,
  serviceArgs,
  random,
  ...given
}: ArenaOptions): Promise<Arena> {
  const ordersKey = 'chaos-orders-key-0123456789';
  const notifications: Notification[] = [];
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const openedAt = now();
  const sandbox = await createSandbox({ now });
  const hear = (notification: Notification) => void notifications.push(notification);
  const receivers = [await receiveEvents(hear, random), await receiveTexts(hear, random)];
  const cwd = await mkdtemp(join(tmpdir(), 'checkout-chaos-'));
  const client = new mongo.MongoClient(directUri);
  const orders = client.db().collection<OrderDocument>('orders');
  const env = () => ({
    NODE_ENV: 'production',
    MONGODB_URI: serviceUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    INICIS_API_KEY: sandbox.inicisApiKey,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: ordersKey,
    CLOCK_AHEAD_MS: String(aheadMs),
    ...RECONCILE,
    ...Object.fromEntries(receivers.flatMap(({ settings }) => Object.entries(settings))),
    ...given.settings,
  });
  const start = () => startServiceProcess({ args: serviceArgs, env, cwd });
  const instances = await Promise.all(Array.from({ length: INSTANCES }, start));
  return {
    sandbox,
    instances,
    receivers,
    random,
    ordersKey,
    notifications,
    cancelAnswers: new Map(),
    advanceClocks: (byMs) => void (aheadMs += byMs),
    reconcile: () => reconcileSince(openedAt, { env: env(), clockAndRandom: { ...SYSTEM_CLOCK_AND_RANDOM, now } }),
    orders: () => orders.find().toArray(),
    unfinishedOrders: () => orders.find(UNFINISHED).toArray(),
    schemaFaults: () => findSchemaFaults(client.db()),
    async close() {
      await Promise.all(instances.map((instance) => instance.stop()));
      await Promise.all([sandbox.close(), client.close(), ...receivers.map((receiver) => receiver.close())]);
      await rm(cwd, { recursive: true, force: true });
    },
  };
}

const UNFINISHED = {
  $or: [{ outbox: { $elemMatch: { deliveredAt: null } } }, { cancels: { $elemMatch: { endedAt: null } } }],
};

async function reconcileSince(since: Date, surroundings: Pick<CommandIo, 'env' | 'clockAndRandom'>): Promise<void> {
  const errors: string[] = [];
  const code = await runReconcile(['--since', since.toISOString()], {
    ...surroundings,
    print: () => undefined,
    printError: (text) => errors.push(text),
    startProgress: () => ({ reach: () => undefined, stop: () => undefined }),
  });
  if (code !== EXIT.done) throw new Error(`npm run reconcile ended with ${code}:\n${errors.slice(-20).join('')}`);
}
