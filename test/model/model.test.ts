import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { loadConfig } from '../../src/config';
import type { OrderDocument } from '../../src/store/order.model';
import { connectStore } from '../../src/store/connection';
import { useDatabase } from '../support/database';
import { reportCommands } from './reports';
import { register, serviceCommands } from './service-commands';
import { createStage, type StageDeps } from './stage';
import { truthCommands } from './truth-moves';

/**
 * Whatever happens in whatever order, every invariant of the architecture holds after each step, and at the end the orders
 * are what i'mport says. `MODEL_RUNS` and `MODEL_SEED` choose how much and which; after a failure `MODEL_PATH` and
 * `MODEL_REPLAY` take what it printed and run it again.
 */
const env = process.env;
const RUNS = Number(env['MODEL_RUNS'] ?? (env['TEST_DATABASE_ENGINE'] === 'secantus' ? 50 : 500));
const SEED = Number(env['MODEL_SEED'] ?? Date.now() % 2 ** 31);
const STEPS = 40;
const MAX_MS = 15 * 60_000;

const database = useDatabase();
const clock = { ms: 0 };
let sandbox: Sandbox;
let connection: Connection;
let runs = 0;
const seen = new Set<string>();

/** Without these a run proves little: the states, the outcomes and the evidence that lives are made of. */
const EVERYTHING = [
  ...['pending', 'ready', 'paid', 'partially_cancelled', 'cancelled', 'expired'],
  ...['success', 'vbankIssued', 'forgery', 'failed', 'duplicate', 'orderClosed'],
  ...['amountDiffers', 'currencyDiffers', 'duplicate', 'late', 'replay'],
  ...['webhook', 'stale webhook', 'race', 'crash while verifying', 'crash while delivering', 'restart', 'reconcile'],
];
/** From so many lives on one of them has it all, whatever the seed. */
const ENOUGH_RUNS = 200;

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => new Date(clock.ms) });
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 10_000, poolSize: 20 });
});
afterAll(async () => {
  await connection.close();
  await sandbox.close();
});

function stageDeps(): StageDeps {
  return {
    sandbox,
    connection,
    clock,
    seen,
    runId: `run${(runs += 1)}`,
    config: loadConfig({
      NODE_ENV: 'test',
      MONGODB_URI: database.uri,
      IAMPORT_API_URL: sandbox.url,
      IAMPORT_API_KEY: sandbox.impKey,
      IAMPORT_API_SECRET: sandbox.impSecret,
      IAMPORT_MODE: 'live',
      ORDERS_API_KEY: 'model-orders-key-0123456789',
    }),
    readOrders: (ids) =>
      database
        .db()
        .collection<OrderDocument>('orders')
        .find({ _id: { $in: [...ids] } })
        .toArray(),
  };
}

const anyCommands = fc.commands([...reportCommands, ...truthCommands, ...truthCommands, ...serviceCommands], {
  maxCommands: STEPS,
  size: 'max',
  ...(env['MODEL_REPLAY'] !== undefined && { replayPath: env['MODEL_REPLAY'] }),
});

test(
  `${RUNS} lives of up to ${STEPS} steps, seed ${SEED}`,
  async () => {
    const everyLife = fc.asyncProperty(anyCommands, async (commands) => {
      const stage = createStage(stageDeps());
      const price = { amount: 1_000, currency: 'KRW' } as const;
      await register(stage, { price, lastsHours: null, isMember: true });
      await register(stage, { price, lastsHours: 24, isMember: false });
      await fc.asyncModelRun(() => ({ model: stage, real: stage }), commands);
      await stage.settle();
    });
    await fc.assert(everyLife, {
      numRuns: RUNS,
      seed: SEED,
      ...(env['MODEL_PATH'] !== undefined && { path: env['MODEL_PATH'] }),
    });
    if (RUNS >= ENOUGH_RUNS) expect([...seen]).toEqual(expect.arrayContaining(EVERYTHING));
  },
  MAX_MS,
);
