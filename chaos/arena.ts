import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { createSandbox, type Sandbox } from '../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../src/store/order.model';
import type { Random } from './create-random';
import { notificationInLog, receiveEvents, type EventReceiver, type Notification } from './receive-events';
import { startServiceProcess, type ServiceProcess } from './service-process';

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

/** i'mport, the shop's receiver, and two instances of the service on one database. */
export interface Arena {
  readonly sandbox: Sandbox;
  readonly instances: readonly ServiceProcess[];
  readonly receiver: EventReceiver;
  readonly random: Random;
  readonly ordersKey: string;
  /** All that was delivered, repeats included. */
  readonly notifications: readonly Notification[];
  /** Further settings of the instances, from their next start on. */
  readonly settings: Record<string, string>;
  readonly orders: () => Promise<OrderDocument[]>;
  readonly close: () => Promise<void>;
}

const INSTANCES = 2;

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
  const settings: Record<string, string> = { ...given.settings };
  const sandbox = await createSandbox();
  const receiver = await receiveEvents((notification) => notifications.push(notification), random);
  const cwd = await mkdtemp(join(tmpdir(), 'checkout-chaos-'));
  const client = new mongo.MongoClient(directUri);
  const env = () => ({
    NODE_ENV: 'production',
    MONGODB_URI: serviceUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: ordersKey,
    ...receiver.settings,
    ...settings,
  });
  const onLine = (line: string) => {
    const notification = notificationInLog(line);
    if (notification !== null) notifications.push(notification);
  };
  const start = () => startServiceProcess({ args: serviceArgs, env, cwd, onLine });
  const instances = await Promise.all(Array.from({ length: INSTANCES }, start));
  return {
    sandbox,
    instances,
    receiver,
    random,
    ordersKey,
    notifications,
    settings,
    orders: () => client.db().collection<OrderDocument>('orders').find().toArray(),
    async close() {
      await Promise.all(instances.map((instance) => instance.stop()));
      await Promise.all([sandbox.close(), receiver.close(), client.close()]);
      await rm(cwd, { recursive: true, force: true });
    },
  };
}
