import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { loadConfig } from '../../src/config/load-config';
import type { OrderDocument } from '../../src/store/order.model';
import { connectStore } from '../../src/store/connection';
import { useDatabase } from '../support/database';
import { serviceSettings } from '../support/service-settings';
import { shortenRetries } from '../support/shorten-retries';
import { LIMITS } from '../../src/composition/limits';
import { cancelCommands } from './cancel-commands';
import { oddCommands } from './odd-commands';
import { reportCommands } from './reports';
import { MAX_TRIES, register, serviceCommands } from './service-commands';
import { reconcile } from './settle';
import type { StageDeps } from './stage';
import { createStage } from './create-stage';
import { truthCommands } from './truth-moves';

/**
 * Whatever happens in whatever order, every invariant of the architecture holds after each step, and at the end the orders
 * are what i'mport says. `MODEL_RUNS` and `MODEL_SEED` choose how much and which; after a failure `MODEL_PATH` and
 * `MODEL_REPLAY` take what it printed and run it again.
 */
const env = process.env;
const RUNS = Number(env['MODEL_RUNS'] ?? (env['TEST_DATABASE_ENGINE'] === 'secantus' ? 50 : 100));
const SEED = Number(env['MODEL_SEED'] ?? Date.now() % 2 ** 31);
const STEPS = 40;
const MAX_MS = 15 * 60_000;

shortenRetries();
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
  ...['resend an event'],
  ...['paymentHeld', 'olderThanOrder', 'tooManyAccounts', 'accepted'],
  ...['closed', 'notificationFailed', 'refundAccountMissing', 'cancelUnclear'],
  ...['cancel done', 'cancel refused', 'cancel unclear', 'cancel accepted', 'cancel sent', 'cancel requested'],
  ...['cancel by shop', 'cancel by forged', 'cancel by duplicate', 'cancel by late', 'revoke done', 'revoke by shop'],
];
/** From so many lives on they have it all: in 500 lives the rarest is expected more than nine times. */
const ENOUGH_RUNS = 500;

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => new Date(clock.ms) });
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 10_000, poolSize: 20 });
});
afterAll(async () => {
  await connection.close();
  await sandbox.close();
});

type Policies = Readonly<Record<'FORGED_PAYMENT' | 'DUPLICATE_PAYMENT' | 'LATE_PAYMENT', string>>;

function stageDeps(policies: Policies): StageDeps {
  return {
    sandbox,
    connection,
    clock,
    seen,
    runId: `run${(runs += 1)}`,
    config: loadConfig({
      ...serviceSettings(database.uri, sandbox),
      // A minute of this test has many times as much in it.
      RECONCILE_CALLS_PER_MINUTE: '100000',
      RECONCILE_FIRST_DAYS: '0',
      ...policies,
    }),
    readOrders: (ids) =>
      database
        .db()
        .collection<OrderDocument>('orders')
        .find({ _id: { $in: [...ids] } })
        .toArray(),
  };
}

const holdOrCancel = fc.constantFrom('hold', 'cancel');
const anyPolicies = fc.record({
  FORGED_PAYMENT: holdOrCancel,
  DUPLICATE_PAYMENT: holdOrCancel,
  LATE_PAYMENT: fc.constantFrom('hold', 'cancel', 'accept'),
});
const allCommands = [
  ...reportCommands,
  ...truthCommands,
  ...truthCommands,
  ...serviceCommands,
  ...cancelCommands,
  ...oddCommands,
];
const anyCommands = fc.commands(allCommands, {
  maxCommands: STEPS,
  size: 'max',
  ...(env['MODEL_REPLAY'] !== undefined && { replayPath: env['MODEL_REPLAY'] }),
});

test(
  `${RUNS} lives of up to ${STEPS} steps, seed ${SEED}`,
  async () => {
    // So that a message may die within a life.
    jest.replaceProperty(LIMITS, 'deliveryRetry', { ...LIMITS.deliveryRetry, maxTries: MAX_TRIES as never });
    const everyLife = fc.asyncProperty(anyPolicies, anyCommands, async (policies, commands) => {
      // Queues and cursors are those of all orders: each life has a database without any.
      await database.clear();
      const stage = createStage(stageDeps(policies));
      // The service is there from the beginning on, so its window over all payments has no gap.
      await stage.attempt(0, reconcile);
      const price = { amount: 1_000, currency: 'KRW' } as const;
      await register(stage, { price, lastsHours: null, isMember: true });
      await register(stage, { price, lastsHours: 1, isMember: false });
      await fc.asyncModelRun(() => ({ model: stage, real: stage }), commands);
      await stage.settle();
    });
    await fc.assert(everyLife, {
      numRuns: RUNS,
      seed: SEED,
      ...(env['MODEL_PATH'] !== undefined && { path: env['MODEL_PATH'] }),
    });
    const isReplay = env['MODEL_PATH'] !== undefined;
    if (RUNS >= ENOUGH_RUNS && !isReplay) expect(EVERYTHING.filter((what) => !seen.has(what))).toEqual([]);
  },
  MAX_MS,
);
