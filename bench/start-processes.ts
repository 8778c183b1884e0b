import { fork, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The processes that a bench has started; ended by `stopProcesses`. */
const children: ChildProcess[] = [];

export const BUILT_SERVICE = join(__dirname, '..', 'dist', 'main.js');

/** The ids of a registered order and its payment. */
export interface Ids {
  readonly imp_uid: string;
  readonly merchant_uid: string;
}

/** Where the world around the measured servers is. */
export interface WorldAddress {
  readonly uri: string;
  readonly engine: string;
  readonly apiUrl: string;
  readonly impKey: string;
  readonly impSecret: string;
}

/** Orders that are not as i'mport's truth says. */
export interface Differences {
  readonly orders: number;
  readonly wrong: readonly string[];
  readonly notifiedTwiceOrNever: readonly string[];
}

/** Database and sandbox in a process of their own. */
export interface World extends WorldAddress {
  /** Registers so many orders, each with a payment: of the right amount unless said. */
  seed(count: number, amount?: number): Promise<Ids[]>;
  /** Lets i'mport take so long over each answer. */
  slow(delayMs: number): Promise<void>;
  /** Compares every seeded order with the sandbox's truth. */
  compare(): Promise<Differences>;
}

export async function startWorld(): Promise<World> {
  const child = fork(join(__dirname, 'world.ts'), { execArgv: ['--import', 'tsx'] });
  children.push(child);
  const [{ ready }] = (await once(child, 'message')) as [{ ready: WorldAddress }];
  async function ask<T>(question: object): Promise<T> {
    child.send(question);
    const [{ answer }] = (await once(child, 'message')) as [{ answer: T }];
    return answer;
  }
  return {
    ...ready,
    seed: (count, amount) => ask({ seed: count, amount }),
    slow: (delayMs) => ask({ slow: delayMs }),
    compare: () => ask({ compare: true }),
  };
}

/** Starts a server with our own environment and more. */
export function startProcess(args: string[], env: Record<string, string>, stdio: StdioOptions): ChildProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio });
  children.push(child);
  return child;
}

/** The settings of the service in front of that world; its port is chosen by the system unless said. */
export function serviceSettings(world: WorldAddress): Record<string, string> {
  return {
    MONGODB_URI: world.uri,
    IAMPORT_API_URL: world.apiUrl,
    IAMPORT_API_KEY: world.impKey,
    IAMPORT_API_SECRET: world.impSecret,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: 'bench-orders-key-0123456789',
    PORT: '0',
    HOST: '127.0.0.1',
  };
}

export function stopProcesses(): void {
  children.forEach((child) => child.kill('SIGKILL'));
}
