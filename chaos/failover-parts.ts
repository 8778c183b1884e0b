import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Arena } from './arena';
import type { Trouble } from './run-chaos';
import type { FailoverDatabase } from './start-failover-database';
import type { BadLine } from './start-toxiproxy';

/** One way in which a database is not there, and how long nobody can be served at the most. */
export interface FailoverPart {
  readonly name: string;
  /** How long the database is away by itself, in milliseconds. */
  readonly awayMs: number;
  readonly troubles: (arena: Arena) => Trouble[];
  /** Ends what only this part needs. @default nothing */
  readonly end?: () => Promise<void>;
  /** `host:port` by which the service reaches the database. @default the database's own */
  readonly host?: string;
}

const STEP_DOWN_S = 3;
const CUT_MS = 2_000;
const DELAY_MS = 400;
const ELECTION_MS = 12_000;
/** ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary. */
const ERROR_CODES = [91, 189, 10_107];
const COMMANDS = ['find', 'update', 'insert', 'findAndModify'];
/** The name under which the service's clients come; the proof's own have none, and are left alone. */
const APP_NAME = 'checkout';

/** The primary gives up its office, and gets it back. */
export function stepDowns({ uri }: FailoverDatabase): FailoverPart {
  const make = () =>
    withAdmin(uri, async (admin) => {
      const { me } = (await admin.command({ hello: 1 })) as { me?: string };
      // Some servers answer, others break the connection on which they were asked; that it happened is asked for.
      await admin.command({ replSetStepDown: STEP_DOWN_S, force: true }).catch(() => undefined);
      await withAdmin(`mongodb://${me ?? new URL(uri).host}/?directConnection=true`, async (stepped) => {
        const { isWritablePrimary } = await stepped.command({ hello: 1 });
        if (isWritablePrimary !== false) throw new Error('the primary did not step down');
      });
      await sleep(STEP_DOWN_S * 1000);
    });
  return {
    name: `the primary steps down for ${STEP_DOWN_S} s, three times`,
    awayMs: STEP_DOWN_S * 1000,
    troubles: () => [{ times: 3, make }],
  };
}

/** Commands are answered as by a server that is stepping down, and connections break in mid-command. */
export function failingCommands({ uri }: FailoverDatabase): FailoverPart {
  const faults = [...ERROR_CODES.map((errorCode) => ({ errorCode })), { closeConnection: true }];
  let turn = 0;
  const make = () =>
    withAdmin(uri, async (admin) => {
      const data = { failCommands: COMMANDS, appName: APP_NAME, ...faults[turn++ % faults.length] };
      await admin.command({ configureFailPoint: 'failCommand', mode: { times: 20 }, data });
      await sleep(500);
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
    });
  return {
    name: `commands fail with ${ERROR_CODES.join(', ')} and connections close in mid-command, 20 at a time`,
    awayMs: 500,
    troubles: () => [{ times: faults.length * 3, make }],
  };
}

/** The way to the database is cut, or slow. */
export function badLine(line: BadLine): FailoverPart {
  return {
    name: `Toxiproxy cuts the way to the database for ${CUT_MS / 1000} s and delays it by ${DELAY_MS} ms, three times each`,
    awayMs: CUT_MS,
    host: line.host,
    end: line.stop,
    troubles: () => {
      let turn = 0;
      const make = () => (turn++ % 2 === 0 ? line.cut(CUT_MS) : line.delay(DELAY_MS, CUT_MS));
      return [{ times: 6, make }];
    },
  };
}

/** The primary dies, and the others elect another. */
export function killedPrimary(killPrimary: () => Promise<void>): FailoverPart {
  return {
    name: 'the primary of three is killed',
    awayMs: ELECTION_MS,
    troubles: () => [{ times: 1, make: killPrimary }],
  };
}

async function withAdmin(uri: string, work: (admin: mongo.Db) => Promise<unknown>): Promise<void> {
  const client = new mongo.MongoClient(uri, { heartbeatFrequencyMS: 500 });
  try {
    await client.connect();
    await work(client.db('admin'));
  } finally {
    await client.close();
  }
}
