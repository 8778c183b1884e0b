import { setTimeout as sleep } from 'node:timers/promises';
import type { Ids, World } from '../start-processes';
import { sendAll } from './send-all';
import type { Subject } from './subjects';

/** What one round of payments came to. */
export interface Round {
  /** Answers a second. */
  readonly answered: number;
  /** Payments a second until the last event had arrived; answers a second where no events are sent. */
  readonly delivered: number;
  /** CPU of the server for a payment, with all that it does for it after the answer. */
  readonly cpuMs: number;
  /** Answers a second when the same payments are reported again. */
  readonly again: number;
}

export interface RoundLoad {
  readonly payments: number;
  readonly connections: number;
}

const POLL_MS = 20;
const MAX_DELIVERY_MS = 120_000;
/** What is written after the last event has arrived is written by then. */
const AFTER_MS = 1_500;

export async function measureRound(
  world: World,
  subject: Subject,
  { payments: count, connections }: RoundLoad,
): Promise<Round> {
  const payments = await world.seed(count, { database: subject.database });
  const before = await subject.usage();
  const rates = await verifyAll(world, subject, payments, connections);
  const cpuMs = ((await subject.usage()).cpuMs - before.cpuMs) / count;
  const again = await sendAll(subject.url, payments, connections);
  return { ...rates, cpuMs, again };
}

/** Reports each payment once, and waits until its event has arrived and is marked. */
export async function verifyAll(
  world: World,
  subject: Subject,
  payments: readonly Ids[],
  connections: number,
): Promise<Pick<Round, 'answered' | 'delivered'>> {
  const events = await eventsOf(world, subject);
  const startedAt = performance.now();
  // Both at once: the load generator ends only with the next whole second, and the last event may arrive before.
  const [answered, receivedAtMs] = await Promise.all([
    sendAll(subject.url, payments, connections),
    untilReceived(world, subject, events + payments.length),
  ]);
  const seconds = (receivedAtMs - startedAt) / 1000;
  await sleep(AFTER_MS);
  return { answered, delivered: subject.eventPath === null ? answered : payments.length / seconds };
}

const eventsOf = (world: World, { eventPath }: Subject) => (eventPath === null ? 0 : world.received(eventPath));

/** @returns when they had arrived, as `performance.now()` says. @throws Error where the events do not come in two minutes */
export async function untilReceived(world: World, subject: Subject, count: number): Promise<number> {
  if (subject.eventPath === null) return performance.now();
  const endMs = performance.now() + MAX_DELIVERY_MS;
  while ((await world.received(subject.eventPath)) < count) {
    if (performance.now() > endMs) throw new Error(`${subject.name}: events are missing`);
    await sleep(POLL_MS);
  }
  return performance.now();
}
