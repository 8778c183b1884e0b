import type { Checks } from '../smoke/checks';
import type { Collector, ExportedSpan } from './collector';
import { CLAIMED_TRACE, PAYMENTS, SECRETS, SHARED, type Sent } from './use-service';

const [SERVER, CLIENT] = [2, 3];
const LOOK_UP = 'GET /payments/{id}';
const WRITE = /^(update|findAndModify) orders$/;

/** The spans of one trace. */
type Trace = readonly ExportedSpan[];

/** What is known of a run beside its spans. */
export interface Run {
  readonly collector: Collector;
  readonly sent: Sent;
  /** The `traceparent` of each event. */
  readonly traceparents: readonly string[];
}

/** Holds the exported spans against what was sent to the service. */
export function checkSpans({ collector, sent, traceparents }: Run, { check }: Checks): void {
  const traces = tracesOf(collector.spans());
  const of = (root: string) => traces.filter((trace) => rootOf(trace)?.name === root);
  for (const [name, count] of sent) check(of(name).length === count, `${name}: ${of(name).length} of ${count} traces`);
  const parts = traces.flatMap((trace) => trace.map((span) => hasItsParent(span, trace)));
  check(parts.every(Boolean), `each of ${parts.length} spans is a root or has its parent in its trace`);

  const callbacks = of('POST /payments/complete');
  const whole = callbacks.filter((trace) => isVerified(trace));
  check(whole.length === PAYMENTS, `${whole.length} of ${PAYMENTS} callbacks at once: request, one look-up, one write`);
  const tokens = callbacks.filter((trace) => count(trace, 'POST /users/getToken') === 1);
  check(of('POST /payments/webhook').every(isVerified), 'a webhook alone: request, one look-up, one write');
  check(tokens.length <= 1, 'the token is fetched in one trace, for all who wait for it');
  const shared = of('GET /payments/complete');
  const lookUps = shared.filter((trace) => count(trace, LOOK_UP) > 0);
  check(
    lookUps.length === 1 && lookUps.every(isVerified),
    `${SHARED} reports at one moment: one trace has look-up and write`,
  );

  checkBackground(traces, traceparents, { check });
  const names = [...new Set(collector.spans().map(({ name }) => name))].sort();
  check(
    names.every((name) => !/\d/.test(name)),
    `names of spans have no number: ${names.join(', ')}`,
  );
  for (const [what, secret] of Object.entries(SECRETS)) check(!collector.text().includes(secret), `no ${what}`);
  check(!/imp_\d/.test(collector.text()), 'no imp_uid');
  check(!collector.text().includes(CLAIMED_TRACE), 'no trace that a browser claims');
}

function checkBackground(traces: readonly Trace[], traceparents: readonly string[], { check }: Pick<Checks, 'check'>) {
  const deliveries = traces.filter((trace) => rootOf(trace)?.name === 'delivery shop');
  const posts = deliveries.filter((trace) => count(trace, 'POST /{id}') === 1 && writesOf(trace) <= 1);
  check(posts.length === traceparents.length, `${posts.length} deliveries have a trace of their own`);
  const writes = deliveries.filter((trace) => writesOf(trace) === 1).length;
  check(writes > 0, `${writes} of them have a write, which marks those that end at one moment`);
  const known = new Set(deliveries.map((trace) => trace[0]?.traceId));
  check(
    traceparents.every((traceparent) => known.has(traceparent.split('-')[1])),
    'the shop gets the trace of the delivery',
  );
  const results = deliveries.map((trace) => rootOf(trace)?.attributes.get('checkout.result'));
  check(results.filter((result) => result === 'postponed').length === 1, 'and the one that it refused is postponed');
  const passes = traces.filter((trace) => rootOf(trace)?.name.startsWith('pass '));
  check(
    passes.some((trace) => rootOf(trace)?.name === 'pass delivery (shop)'),
    'the pass that claims it again has a trace of its own',
  );
  const idle = passes.filter((trace) => trace.every(({ name }) => /^(pass|find|aggregate) /.test(name)));
  check(passes.length > 0 && idle.length === 0, `${passes.length} passes, ${idle.length} of them idle`);
}

function tracesOf(spans: readonly ExportedSpan[]): Trace[] {
  const byTrace = new Map<string, ExportedSpan[]>();
  for (const span of spans) byTrace.set(span.traceId, [...(byTrace.get(span.traceId) ?? []), span]);
  return [...byTrace.values()];
}

const rootOf = (trace: Trace) => trace.find(({ parentSpanId }) => parentSpanId === undefined);
const count = (trace: Trace, name: string) => trace.filter((span) => span.name === name).length;
const writesOf = (trace: Trace) => trace.filter(({ name, kind }) => kind === CLIENT && WRITE.test(name)).length;

function hasItsParent({ parentSpanId }: ExportedSpan, trace: Trace): boolean {
  return parentSpanId === undefined || trace.some(({ spanId }) => spanId === parentSpanId);
}

/** One request, one look-up of the payment and one write of the verdict; all that it does hangs on the request itself. */
function isVerified(trace: Trace): boolean {
  const root = rootOf(trace);
  const rest = trace.filter((span) => span !== root);
  const isFlat = rest.every(({ kind, parentSpanId }) => kind === CLIENT && parentSpanId === root?.spanId);
  return (
    root?.kind === SERVER &&
    isFlat &&
    count(trace, 'find orders') > 0 &&
    count(trace, LOOK_UP) === 1 &&
    writesOf(trace) === 1
  );
}
