import { fork, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ReceiverAnswer } from './event-receiver';

/** The processes that a bench has started; ended by `stopProcesses`. */
const children: ChildProcess[] = [];
/** Of these, databases: they remove their files when they are told to end. */
const databases: ChildProcess[] = [];

export const BUILT_SERVICE = join(__dirname, '..', 'dist', 'main.js');

/** The ids of a registered order and its payment. */
export interface Ids {
  readonly imp_uid: string;
  readonly merchant_uid: string;
}

/** What differs from a paid payment of the whole amount. */
export interface PaymentFields {
  readonly amount?: number;
  /** `ready` with an account. */
  readonly status?: 'paid' | 'ready';
}

/** What a bench may ask of the world; see `World`. */
export type Question =
  | { readonly ask: 'seed'; readonly count: number; readonly amount?: number; readonly database?: string }
  | { readonly ask: 'pay'; readonly keys: readonly string[]; readonly fields?: PaymentFields }
  | { readonly ask: 'slow'; readonly delayMs: number }
  | { readonly ask: 'compare' }
  | { readonly ask: 'upstream' }
  | { readonly ask: 'received'; readonly path: string }
  | { readonly ask: 'receiver'; readonly answer: ReceiverAnswer };

/** Where the world around the measured servers is. */
export interface WorldAddress {
  readonly uri: string;
  readonly engine: string;
  readonly apiUrl: string;
  readonly impKey: string;
  readonly impSecret: string;
  /** The shop's server; it counts by path. */
  readonly receiverUrl: string;
}

/** Orders that are not as i'mport's truth says. */
export interface Differences {
  readonly orders: number;
  readonly wrong: readonly string[];
  readonly notifiedTwiceOrNever: readonly string[];
}

/** What i'mport was asked. */
export interface Upstream {
  readonly calls: number;
  /** How long the look-ups of each payment took inside the sandbox, in milliseconds, by `imp_uid`. */
  readonly times: ReadonlyMap<string, number>;
}

/** Sandbox and shop's server in one process, the database in another. */
export interface World extends WorldAddress {
  /** Registers so many orders, each with a payment: of the right amount, and in the database `bench`, unless said. */
  seed(count: number, options?: { readonly amount?: number; readonly database?: string }): Promise<Ids[]>;
  /** Makes a payment for each of these orders. */
  pay(keys: readonly string[], fields?: PaymentFields): Promise<Ids[]>;
  /** Lets i'mport take so long over each answer. */
  slow(delayMs: number): Promise<void>;
  /** Compares every seeded order with the sandbox's truth. */
  compare(): Promise<Differences>;
  /** What was asked of i'mport since the last such question. */
  upstream(): Promise<Upstream>;
  /** How many events the shop's server got on that path. */
  received(path: string): Promise<number>;
  /** How the shop's server answers from now on; at first with 204. */
  receiverAnswers(answer: ReceiverAnswer): Promise<void>;
}

/**
 * @param engine as `DATABASE_ENGINE` names it. @default what the environment says
 * @param maxDatabaseMb ends a database server of ours that holds more memory. @default never
 */
export async function startWorld(engine?: string, maxDatabaseMb?: number): Promise<World> {
  const database = startPart('database.ts', {
    ...(engine !== undefined && { DATABASE_ENGINE: engine }),
    ...(maxDatabaseMb !== undefined && { BENCH_MAX_DATABASE_MB: String(maxDatabaseMb) }),
  });
  databases.push(database);
  const { uri, engine: engineText } = await untilReady<Pick<WorldAddress, 'uri' | 'engine'>>(database);
  const child = startPart('world.ts', { MONGODB_URI: uri });
  const ready = await untilReady<Omit<WorldAddress, 'engine'>>(child);
  async function ask<T>(question: Question): Promise<T> {
    child.send(question);
    const [{ answer }] = (await once(child, 'message')) as [{ answer: T }];
    return answer;
  }
  return {
    ...ready,
    engine: engineText,
    seed: (count, options = {}) => ask({ ask: 'seed', count, ...options }),
    pay: (keys, fields = {}) => ask({ ask: 'pay', keys, fields }),
    slow: (delayMs) => ask({ ask: 'slow', delayMs }),
    compare: () => ask({ ask: 'compare' }),
    async upstream() {
      const { calls, times } = await ask<{ calls: number; times: [string, number][] }>({ ask: 'upstream' });
      return { calls, times: new Map(times) };
    },
    received: (path) => ask({ ask: 'received', path }),
    receiverAnswers: (answer) => ask({ ask: 'receiver', answer }),
  };
}

function startPart(file: string, env: Record<string, string>): ChildProcess {
  const options = { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } };
  const child = fork(join(__dirname, file), options);
  children.push(child);
  return child;
}

async function untilReady<Ready>(child: ChildProcess): Promise<Ready> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  ended.catch(() => undefined);
  const [{ ready }] = (await Promise.race([once(child, 'message'), ended])) as [{ ready: Ready }];
  return ready;
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

const STOP_MS = 30_000;

export async function stopProcesses(): Promise<void> {
  const running = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
  children.filter((child) => !databases.includes(child)).forEach((child) => child.kill('SIGKILL'));
  const ends = databases.filter(running).map(async (child) => {
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
    if (child.connected) child.send('stop');
    await ended.catch(() => child.kill('SIGKILL'));
  });
  await Promise.all(ends);
}
