import { isUnderWay } from '../../src/domain/cancel/cancel';
import { CHANNELS, openEntries } from '../../src/domain/outbox';
import type { Interruption } from '../support/create-life';
import { ifPossible } from './if-possible';
import type { Instance, Stage } from './stage';
import { ACTOR } from '../support/actor';

const MINUTE_MS = 60_000;
/** The pauses between rounds in minutes: through leases, the doubt of a cancel, backoffs, and the end of every account. */
const PAUSES = [0, 1, 2, 15, 60, 24 * 60, 4 * 24 * 60];
const MAX_ROUNDS = 40;
/** More than the cancels, orders and days of one life. */
const MAX_REPEATS = 400;

const NEVER = new AbortController().signal;

/** One pass of every carrier, after events whose pause is over were put back. */
export async function deliver({ passes }: Instance): Promise<void> {
  await passes.resend(NEVER);
  for (const channel of CHANNELS) await passes.delivery[channel]?.(NEVER);
}

/** i'mport's side is looked through once: what the ladder brings up, and all payments by time. */
export async function reconcile({ passes }: Instance): Promise<void> {
  await repeat(() => passes.reconcileOrders?.(NEVER));
  await repeat(() => passes.reconcileWindow?.(NEVER));
}

/** Every cancel that is due is seen to. */
export const seeToCancels = ({ passes }: Instance) => repeat(() => passes.cancels(NEVER));

/** Registers amounts that are not registered with i'mport yet. */
export const prepare = async ({ passes }: Instance) => passes.prepare?.(NEVER);

async function repeat(pass: () => Promise<{ readonly more: boolean }> | undefined): Promise<void> {
  for (let i = 0; i < MAX_REPEATS; i += 1) if ((await pass())?.more !== true) return;
  throw new Error('a pass finds no end');
}

/** Runs passes of an instance, of one kind or of several. */
export async function runPasses(
  stage: Stage,
  index: number,
  passes: readonly ((instance: Instance) => Promise<unknown>)[],
  interruption?: Interruption,
): Promise<void> {
  for (const pass of passes) await stage.attempt(index, pass, interruption);
}

/**
 * The end of all trouble: faults off, processes up, what was not registered asked for again, refunds through; then nothing
 * but the passes, until all is quiet and a day more. Nothing is reported again: what got lost has to be found.
 */
export async function settle(stage: Stage): Promise<void> {
  stage.sandbox.faults.clear();
  stage.carried.failNext(0);
  for (const index of [0, 1]) if (stage.process(index).life.isOver()) stage.restart(index);
  const stored = await stage.readOrders([...stage.requests.keys()]);
  const lost = [...stage.requests.values()].filter((request) => !stored.some(({ _id }) => _id === request.merchantUid));
  for (const request of lost) await stage.attempt(0, ({ services }) => services.registerOrder(request, ACTOR));

  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    stage.clock.ms += (PAUSES[round] ?? 24 * 60) * MINUTE_MS;
    finishRefunds(stage);
    await runPasses(stage, round % 2, [reconcile, seeToCancels, deliver, prepare]);
    if (round >= PAUSES.length && !(await isWorkLeft(stage))) return;
  }
}

/** Refunds that the PG took its time over are through. */
export function finishRefunds({ sandbox }: Stage): void {
  for (const { imp_uid } of sandbox.payments.all()) ifPossible(() => sandbox.payments.finishCancel(imp_uid));
}

async function isWorkLeft(stage: Stage): Promise<boolean> {
  const orders = await stage.readOrders([...stage.requests.keys()]);
  return orders.some(
    ({ outbox, queues, cancels }) =>
      queues.prepare !== undefined ||
      cancels.some(isUnderWay) ||
      CHANNELS.some((channel) => queues[channel] !== undefined || openEntries(outbox, channel).length > 0),
  );
}
