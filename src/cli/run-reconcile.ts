import type { Connection } from 'mongoose';
import { ConfigError, loadConfig, type Config } from '../config/load-config';
import { createCallBudget } from '../lib/create-call-budget';
import { bindLookUps, type LookUpFunctions } from '../composition/bind-look-ups';
import { lookUpParts, reconcilePaymentsParts, windowDeps, type ReconcileParts } from '../composition/create-reconcile';
import { CheckoutError } from '../domain/errors';
import { LIMITS } from '../composition/limits';
import { createLogger } from '../composition/create-logger';
import { listUnsettled } from '../services/list-orders';
import type { CallBudget, LookUp } from '../services/look-up-alone';
import { readWindow } from '../services/read-window';
import type { Finding } from '../services/reconcile-payments';
import { connectStore } from '../store/connection';
import { createOrderKeys, type OrderKey } from '../store/order-keys';
import { createOrders } from '../store/orders';
import { storeOptions } from '../composition/store-options';
import { wireServices } from '../composition/wire-services';
import { SYSTEM_CLOCK_AND_RANDOM, type ClockAndRandom } from '../composition/clock-and-random';
import { findingTable } from './finding-table';
import type { ProgressBar } from './progress';
import { readArguments, USAGE, type ReconcileArguments } from './reconcile-arguments';

/** The command's access to its process. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes the result. */
  readonly print: (text: string) => void;
  /** Writes errors and the log. */
  readonly printError: (text: string) => void;
  readonly startProgress: (what: string, total: number) => ProgressBar;
  /** @default the system's clock and randomness */
  readonly clockAndRandom?: ClockAndRandom;
}

/** Exit codes. */
export const EXIT = { done: 0, failed: 1, badArguments: 2, differs: 3 } as const;

/**
 * `npm run reconcile`: runs the look-ups of the background passes on demand, for one order or for all orders since a
 * day. The same functions judge and record. A dry run replaces the two functions that write.
 *
 * @returns the exit code. Never throws CheckoutError or ConfigError.
 */
export async function runReconcile(args: readonly string[], io: CommandIo): Promise<number> {
  const clockAndRandom = io.clockAndRandom ?? SYSTEM_CLOCK_AND_RANDOM;
  const wanted = readArguments(args, clockAndRandom.now());
  if (typeof wanted === 'string') {
    io.printError(`${wanted}\n\n${USAGE}`);
    return EXIT.badArguments;
  }
  try {
    const config = loadConfig(io.env);
    const connection = await connectStore(storeOptions(config));
    try {
      return await reconcile(wanted, partsOf(connection, config, clockAndRandom, io), io);
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!(error instanceof CheckoutError) && !(error instanceof ConfigError)) throw error;
    io.printError(`${error.message}\n`);
    return EXIT.failed;
  }
}

function partsOf(
  connection: Connection,
  config: Config,
  clockAndRandom: ClockAndRandom,
  io: CommandIo,
): ReconcileParts {
  const logger = createLogger(config.logLevel, { write: io.printError });
  const { verification, search, metrics } = wireServices(connection, config, logger, clockAndRandom);
  return { connection, config, logger, clockAndRandom, metrics, verification, search };
}

async function reconcile(wanted: ReconcileArguments, parts: ReconcileParts, io: CommandIo): Promise<number> {
  // A dry run records nothing, so it may find the same difference twice.
  const findings = new Map<string, Finding>();
  const run: Run = {
    ...io,
    parts,
    isDryRun: wanted.isDryRun,
    budget: waitingBudget(parts),
    onFinding: (finding) => void findings.set(JSON.stringify(finding), finding),
  };
  try {
    const exitCode = await (wanted.merchantUid === null
      ? reconcileSince(run, wanted.since)
      : reconcileOne(run, wanted.merchantUid));
    return exitCode !== EXIT.done ? exitCode : wanted.isDryRun && findings.size > 0 ? EXIT.differs : EXIT.done;
  } finally {
    io.print(findingTable([...findings.values()], wanted.isDryRun));
  }
}

interface Run extends CommandIo {
  readonly parts: ReconcileParts;
  readonly isDryRun: boolean;
  readonly budget: CallBudget;
  readonly onFinding: (finding: Finding) => void;
}

function lookUpsOf({ parts, budget, isDryRun, onFinding }: Run): LookUpFunctions {
  return bindLookUps({ ...lookUpParts(parts, budget, isDryRun), lookUpMs: UNLIMITED_MS, onFinding });
}

async function reconcileOne(run: Run, merchantUid: string): Promise<number> {
  const order = await createOrders(run.parts.connection, LIMITS).findOrder(merchantUid);
  if (order === null) {
    run.printError(`There is no order ${merchantUid}\n`);
    return EXIT.badArguments;
  }
  return reportFailedLookUps(run, [await lookUpsOf(run).lookUpAlone(order, NO_DEADLINE)]);
}

async function reconcileSince(run: Run, wanted: Date | null): Promise<number> {
  const { config, clockAndRandom } = run.parts;
  const now = clockAndRandom.now();
  const since = wanted ?? new Date(now.getTime() - config.reconcile.firstReachMs);
  const read = await readPaymentsSince(run, since, now);
  return Math.max(read, await reconcileUnsettledSince(run, since));
}

async function readPaymentsSince(run: Run, since: Date, now: Date): Promise<number> {
  const skipped: string[] = [];
  const totalMs = now.getTime() - since.getTime();
  const progress = run.startProgress('payments', totalMs);
  const reconcile = { ...reconcilePaymentsParts(run.parts, run.isDryRun), onFinding: run.onFinding };
  const deps = { ...windowDeps(run.parts, run.budget, reconcile), mayContinue: async () => true };
  try {
    for (let from = since; from < now;) {
      const to = new Date(Math.min(now.getTime(), from.getTime() + LIMITS.windowLongestMs));
      const read = await readWindow(deps, { from, to });
      if (read.skipped > 0) skipped.push(`${from.toISOString()} to ${(read.through ?? to).toISOString()}`);
      from = read.through ?? to;
      progress.reach(from.getTime() - since.getTime());
    }
    if (skipped.length === 0) return EXIT.done;
    run.printError(`Payments were skipped because they cannot be fetched: ${skipped.join(', ')}\n`);
    return EXIT.failed;
  } finally {
    progress.stop();
  }
}

async function reconcileUnsettledSince(run: Run, since: Date): Promise<number> {
  const { connection, clockAndRandom } = run.parts;
  const lists = { ...createOrders(connection, LIMITS), keys: createOrderKeys(connection), now: clockAndRandom.now };
  const { lookUpOrders } = lookUpsOf(run);
  const progress = run.startProgress('unsettled orders', 0);
  let seen = 0;
  let worst: number = EXIT.done;
  try {
    for (let after: OrderKey | null = null; ;) {
      const page = { after, limit: LIMITS.reconcileBatchSize };
      const { orders, next } = await listUnsettled(lists, { from: since, to: null }, page);
      const { lookUps, isOutage } = await lookUpOrders(orders);
      worst = Math.max(worst, reportFailedLookUps(run, [...lookUps.values()]));
      if (isOutage) return worst;
      progress.reach((seen += orders.length));
      if (next === null) return worst;
      after = next;
    }
  } finally {
    progress.stop();
  }
}

const NO_DEADLINE = new Date(8.64e15);
const UNLIMITED_MS = 365 * 24 * 60 * 60_000;

function reportFailedLookUps(run: Run, lookUps: readonly LookUp[]): number {
  const failed = lookUps.filter(({ result }) => result !== 'looked');
  if (failed.length === 0) return EXIT.done;
  const keys = failed.map(({ order }) => order.merchantUid).join(', ');
  run.printError(`i'mport did not answer fully for: ${keys}\n`);
  return EXIT.failed;
}

/** Waits where the budget is used up: the command is in no hurry. */
function waitingBudget({ config, clockAndRandom }: ReconcileParts): CallBudget {
  const budget = createCallBudget(config.reconcile.callsPerMinute);
  return {
    async take() {
      while (!(await budget.take())) await clockAndRandom.pause(LIMITS.budgetPauseMs);
      return true;
    },
    isUsedUp: async () => false,
  };
}
