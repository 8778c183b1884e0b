import { AsyncResource } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';

/** Background work as a tracer names it. It holds no id. */
export interface BackgroundWork {
  readonly kind: 'pass' | 'delivery';
  /** The name of the pass, or of the carrier. */
  readonly name: string;
}

/** Runs background work in a trace of its own. */
export type OwnTrace = <T>(what: BackgroundWork, work: () => Promise<T>) => Promise<T>;

/** The tracing channel of `node:diagnostics_channel` on which background work begins and ends. */
export const BACKGROUND_WORK = 'checkout:background-work';

/**
 * Creates the beginning of traces for background work. Such work may begin within a request, or when other work ends: it
 * leaves their async context, and a tracer that listens on the channel can open a new one.
 *
 * Call it at the start of the service: the work runs in the async context of this call.
 */
export function createOwnTrace(): OwnTrace {
  const outside = new AsyncResource(BACKGROUND_WORK);
  const channel = tracingChannel<unknown, BackgroundWork>(BACKGROUND_WORK);
  return (what, work) => outside.runInAsyncScope(() => channel.tracePromise(work, { ...what }));
}
