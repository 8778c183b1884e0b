import type { Logger } from 'pino';
import type { Passes } from './create-passes';
import { CHANNELS, type Channel } from '../domain/outbox';
import { createOwnTrace } from '../lib/create-own-trace';
import { LIMITS } from './limits';
import { measurePass } from './measure-pass';
import type { Metrics } from '../metrics/metrics';
import { createPassLog } from '../workers/pass-log';
import { createWorker, type Pass, type Worker } from '../workers/worker';
import type { ClockAndRandom } from './clock-and-random';

/**
 * Creates a worker for each pass. The workers are not started yet. Each begins a little after the one before: passes at the
 * same moment would delay the answers that are under way, and the first answers after the start most of all.
 */
export function createWorkers(
  passes: Passes,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  metrics: Metrics,
): Worker[] {
  const { elapsedMs, pause } = clockAndRandom;
  const inOwnTrace = createOwnTrace();
  let delayMs = 0;
  const run = (pass: Pass, pauseMs: number, name: string) => {
    delayMs += LIMITS.passStaggerMs;
    const log = createPassLog({ logger, name, elapsedMs, quietMs: LIMITS.passLogQuietMs });
    const measured = measurePass(metrics, clockAndRandom, name, pass);
    const traced: Pass = (signal) => inOwnTrace({ kind: 'pass', name }, () => measured(signal));
    return createWorker({ pass: traced, delayMs, pauseMs, pause, onDone: log.succeeded, onError: log.failed });
  };
  const runIfAny = (pass: Pass | null, pauseMs: number, name: string) =>
    pass === null ? [] : [run(pass, pauseMs, name)];
  return [
    run(passes.cancels, LIMITS.cancelPauseMs, 'cancel'),
    ...CHANNELS.flatMap((channel) => runIfAny(passes.delivery[channel], pauseOf(channel), `delivery (${channel})`)),
    ...runIfAny(passes.delivery.unhandled, LIMITS.unhandled.lookMs, 'unhandled'),
    run(passes.redact, LIMITS.redactPauseMs, 'redact'),
    run(passes.resend, LIMITS.resendPauseMs, 'resend'),
    ...runIfAny(passes.prepare, LIMITS.preparePauseMs, 'prepare'),
    ...runIfAny(passes.reconcileOrders, LIMITS.reconcilePauseMs, 'reconcile'),
    ...runIfAny(passes.reconcileWindow, LIMITS.windowPauseMs, 'window'),
  ];
}

function pauseOf(channel: Channel): number {
  if (channel === 'alert') return LIMITS.alertPauseMs;
  return channel === 'audit' ? LIMITS.auditPauseMs : LIMITS.deliveryPauseMs;
}
