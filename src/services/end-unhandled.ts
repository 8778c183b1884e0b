import type { HandlerQueue } from '../store/handler-queue';
import { deadLetter, type DeliverDeps } from './deliver-notifications';
import type { EventHandlers } from './run-handler';

export interface EndUnhandledDeps extends DeliverDeps {
  readonly queue: Pick<HandlerQueue, 'noteUnhandled' | 'claimUnhandled'>;
  readonly handlers: Pick<EventHandlers, 'events'>;
  /** How long an event is due before it is noted that nobody takes it, in milliseconds. */
  readonly noteAfterMs: number;
  /** How long after the note the event becomes a dead letter, in milliseconds. */
  readonly deadAfterMs: number;
  /** The most orders that are read, and that become dead letters, at a time. */
  readonly batchSize: number;
}

/**
 * Looks for events that no process takes: notes those that are due for a while, and makes a dead letter of those that were noted long
 * ago. Their orders then need attention, and events behind them go on. An event that a fault keeps from it is claimed again after its
 * lease; the others of the look are not kept.
 *
 * @returns whether another look may find more at once
 * @throws CheckoutError `unavailable`
 */
export async function endUnhandled(deps: EndUnhandledDeps, signal: AbortSignal): Promise<{ readonly more: boolean }> {
  const now = deps.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const search = { events: deps.handlers.events(), now, limit: deps.batchSize };
  await deps.queue.noteUnhandled({ ...search, dueBefore: before(deps.noteAfterMs), signal });
  const time = { leaseMs: deps.leaseMs, before: before(deps.deadAfterMs) };
  const claims = await deps.queue.claimUnhandled({ ...search, ...time });
  let failure: { readonly error: unknown } | null = null;
  for (const claim of claims) {
    if (signal.aborted) break;
    try {
      deps.onEnding?.('handler', await deadLetter(deps, claim, 'no process has a handler for it'));
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure !== null) throw failure.error;
  return { more: claims.length === deps.batchSize };
}
