import { tracingChannel } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';

/** The attribute of a span that begins a trace of background work: `pass` or `delivery`. */
export const WORK = 'checkout.work';
/** How a delivery ended: `delivered`, `postponed`, `dead` or `lost`. */
export const RESULT = 'checkout.result';

/**
 * Begins a trace for each pass and each delivery of the service, which tells of them on a tracing channel.
 *
 * @param contextManager the one that is registered; the active span has to be in its store
 */
export function traceBackgroundWork(contextManager) {
  const tracer = trace.getTracer('checkout');
  const channel = tracingChannel('checkout:background-work');
  // Not public, but the versions are pinned, and no public function enters a store from a channel.
  channel.start.bindStore(contextManager._asyncLocalStorage, (work) => {
    const options = { root: true, attributes: { [WORK]: work.kind } };
    work.span = tracer.startSpan(`${work.kind} ${work.name}`, options, ROOT_CONTEXT);
    return trace.setSpan(ROOT_CONTEXT, work.span);
  });
  channel.subscribe({
    error: ({ span }) => span.setStatus({ code: SpanStatusCode.ERROR }),
    asyncEnd({ span, result }) {
      if (typeof result === 'string') span.setAttribute(RESULT, result);
      span.end();
    },
  });
}
