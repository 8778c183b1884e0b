import { LRUCache } from 'lru-cache';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { CHANNELS } from '../domain/outbox';
import type { Deadline } from '../lib/create-deadline';
import { sample, type Metrics, type Sample } from '../metrics/metrics';
import { readBacklog, type Backlog, type Waiting } from '../store/backlog';
import type { ClockAndRandom } from './clock-and-random';
import { LIMITS } from './limits';
import { openDeadline } from './open-deadline';

/** Registers the gauges of the database: one reading in `LIMITS.backlogKeepMs`, however often the service is scraped. */
export function watchBacklog(
  connection: Connection,
  metrics: Metrics,
  logger: Logger,
  { now, elapsedMs }: ClockAndRandom,
): void {
  const read = createBacklogReading({
    read: () => readBacklog(connection, now(), LIMITS.backlog),
    withinLimit: openDeadline(LIMITS.backlogMs, 'reading of the backlog'),
    keepMs: LIMITS.backlogKeepMs,
    elapsedMs,
    now,
    onFailure: (err) => logger.warn({ err }, 'metrics of the database cannot be read'),
  });
  metrics.watch(read);
}

/**
 * Reads the backlog for scrapes. Concurrent scrapes share one reading, and its result is cached, also that of a failure.
 *
 * @param deps.keepMs how long a result is kept, in milliseconds
 * @param deps.elapsedMs a monotonic clock
 * @param deps.onFailure called for each failed reading; its scrapes get no gauge of the database
 */
export function createBacklogReading(deps: {
  readonly read: () => Promise<Backlog>;
  readonly withinLimit: Deadline;
  readonly keepMs: number;
  readonly elapsedMs: () => number;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
}): () => Promise<readonly Sample[]> {
  const known = new LRUCache<'backlog', readonly Sample[]>({
    max: 1,
    ttl: deps.keepMs,
    ttlResolution: 0,
    perf: { now: deps.elapsedMs },
    fetchMethod: () =>
      deps
        .withinLimit(deps.read)
        .then((backlog) => [sample('checkout_store_read_success', {}, 1), ...samplesOf(backlog, deps.now())])
        .catch((error: unknown) => {
          deps.onFailure(error);
          return [sample('checkout_store_read_success', {}, 0)];
        }),
  });
  return async () => (await known.fetch('backlog')) ?? [];
}

/** The samples of a backlog. A kind of which nothing waits has the value 0. */
export function samplesOf(backlog: Backlog, now: Date): Sample[] {
  const { unsettled, due, dead, attention, resends, redactions, cancels } = backlog;
  const ageOf = (since: Date | null) => (since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1_000));
  const states = ['pending', 'ready'] as const;
  const queues = ['poll', 'cancel', 'prepare', 'redact', 'resent'] as const;
  return [
    ...states.flatMap((state) => [
      sample('checkout_orders_waiting', { state }, unsettled[state].count),
      sample('checkout_orders_waiting_oldest_age_seconds', { state }, ageOf(unsettled[state].since)),
    ]),
    ...CHANNELS.flatMap((carrier) => ofCarrier(carrier, due[carrier], dead[carrier], ageOf)),
    ...queues.flatMap((queue) => [
      sample('checkout_work_due', { queue }, due[queue].count),
      sample('checkout_work_due_oldest_age_seconds', { queue }, ageOf(due[queue].since)),
    ]),
    ...[...attention.byReason].map(([reason, count]) => sample('checkout_attention_orders', { reason }, count)),
    sample('checkout_attention_oldest_age_seconds', {}, ageOf(attention.since)),
    sample('checkout_resends_under_way', {}, resends.count),
    sample('checkout_resends_oldest_age_seconds', {}, ageOf(resends.since)),
    sample('checkout_redactions_waiting', {}, redactions.count),
    sample('checkout_redactions_waiting_oldest_age_seconds', {}, ageOf(redactions.since)),
    ...Object.entries(cancels).map(([state, count]) => sample('checkout_cancels_under_way', { state }, count)),
  ];
}

function ofCarrier(carrier: string, due: Waiting, dead: Waiting, ageOf: (since: Date | null) => number): Sample[] {
  return [
    sample('checkout_messages_due', { carrier }, due.count),
    sample('checkout_messages_due_oldest_age_seconds', { carrier }, ageOf(due.since)),
    sample('checkout_messages_dead', { carrier }, dead.count),
    sample('checkout_messages_dead_oldest_age_seconds', { carrier }, ageOf(dead.since)),
  ];
}
