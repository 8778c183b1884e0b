import { SpanStatusCode } from '@opentelemetry/api';
import { WORK } from './background-work.mjs';

const SEARCHES = new Set(['find', 'aggregate', 'getMore']);

/**
 * Passes run every few seconds, and mostly find nothing to do: such a pass only searches the database, and is not
 * exported. The spans of a pass are held until it ends.
 *
 * @param next the processor that gets all other spans
 */
export function withoutIdlePasses(next) {
  const held = new Map();
  return {
    onStart(span, context) {
      if (span.attributes[WORK] === 'pass') held.set(span.spanContext().traceId, []);
      next.onStart(span, context);
    },
    onEnd(span) {
      const { traceId } = span.spanContext();
      const ofPass = held.get(traceId);
      if (ofPass === undefined) return next.onEnd(span);
      ofPass.push(span);
      if (span.attributes[WORK] !== 'pass') return;
      held.delete(traceId);
      if (ofPass.some(isWork)) ofPass.forEach((one) => next.onEnd(one));
    },
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

function isWork({ attributes, status }) {
  if (status.code === SpanStatusCode.ERROR) return true;
  return attributes[WORK] !== 'pass' && !SEARCHES.has(attributes['db.operation.name']);
}
