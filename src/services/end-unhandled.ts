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
  /** The most orders of one look. */
  readonly batchSize: number;
}

/**
 * Looks for events that no process takes: notes those that are due for a while, and makes a dead letter of those that were noted long
 * ago. Their orders then need attention, and events behind them go on.
 *
 * @throws CheckoutError `unavailable`
 */
export async function endUnhandled(deps: EndUnhandledDeps): Promise<void> {
  const now = deps.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const search = { events: deps.handlers.events(), now, limit: deps.batchSize };
  await deps.queue.noteUnhandled({ ...search, dueBefore: before(deps.noteAfterMs) });
  const time = { leaseMs: deps.leaseMs, before: before(deps.deadAfterMs) };
  const claims = await deps.queue.claimUnhandled({ ...search, ...time });
  for (const claim of claims) {
    await deadLetter(deps, claim, 'no process has a handler for it');
    deps.onEnding?.('handler', 'dead');
  }
}
