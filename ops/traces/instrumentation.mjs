// Traces of the service, loaded before it: node --import ./ops/traces/instrumentation.mjs dist/main.js
// docs/traces.md says what is traced, and what is left out.
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { ExpressInstrumentation, ExpressLayerType } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { traceBackgroundWork } from './background-work.mjs';
import { withoutIdlePasses } from './without-idle-passes.mjs';
import { withoutIds } from './without-ids.mjs';

/** Asked all the time by probes and Prometheus. */
const NOT_TRACED = new Set(['/healthz', '/readyz', '/metrics']);
/** A collector that is down delays the end of the process by no more than this. */
const LAST_EXPORT_MS = 2_000;

// Otherwise nobody learns of a collector that is down.
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.ERROR);

const contextManager = new AsyncLocalStorageContextManager();
const w3c = new W3CTraceContextPropagator();
const provider = new NodeTracerProvider({
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES count last. Nothing is read off the machine or the command line.
  resource: defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'checkout' }))
    .merge(detectResources({ detectors: [envDetector] })),
  spanProcessors: [withoutIdlePasses(new BatchSpanProcessor(withoutIds(new OTLPTraceExporter())))],
});
provider.register({
  contextManager,
  // Anybody can send a `traceparent` to the payment routes, so none is read. Requests of ours carry one.
  propagator: {
    extract: (context) => context,
    inject: (context, carrier, setter) => w3c.inject(context, carrier, setter),
    fields: () => w3c.fields(),
  },
});
registerInstrumentations({
  tracerProvider: provider,
  instrumentations: [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: ({ url = '' }) => NOT_TRACED.has(url.split('?', 1)[0]),
    }),
    // It tells the route of a request. Spans of each middleware tell nothing.
    new ExpressInstrumentation({ ignoreLayersType: Object.values(ExpressLayerType) }),
    new MongoDBInstrumentation({ dbStatementSerializer: () => '' }),
  ],
});
traceBackgroundWork(contextManager);

// The service ends by process.exit, which waits for nothing: the last spans go first.
const exit = process.exit.bind(process);
process.exit = (code) => {
  void Promise.race([provider.shutdown().catch(() => {}), sleep(LAST_EXPORT_MS)]).then(() => exit(code));
};
