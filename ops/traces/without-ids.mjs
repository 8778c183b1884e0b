import { URL } from 'node:url';
import { SpanKind } from '@opentelemetry/api';
import { RESULT, WORK } from './background-work.mjs';

/**
 * The attributes that are exported. Paths, queries, statements, addresses, headers and messages of errors hold ids and
 * buyers' data, and are not among them.
 */
const KEPT = [
  WORK,
  RESULT,
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'error.type',
  'db.system.name',
  'db.namespace',
  'db.collection.name',
  'db.operation.name',
];
/** Where our own requests go. Of a request to us, this is its `Host` header: a text from outside. */
const KEPT_OF_CLIENTS = ['server.address', 'server.port'];

/** The words in the paths of i'mport's and Solapi's APIs. Every other part of a path may be an id. */
const WORDS = new Set(
  'users getToken payments prepare cancel find findAll status all paid vbanks messages v4 send-many detail'.split(' '),
);

/** Exports copies of spans that hold only what is named here, whatever a later version of a library adds. */
export function withoutIds(exporter) {
  return {
    export: (spans, done) => exporter.export(spans.map(copyOf), done),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

function copyOf(span) {
  const attributes = attributesOf(span);
  return {
    name: nameOf(span, attributes),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    parentSpanContext: span.parentSpanContext,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    status: { code: span.status.code },
    attributes,
    events: [],
    links: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function attributesOf({ kind, attributes, events }) {
  const names = kind === SpanKind.CLIENT ? [...KEPT, ...KEPT_OF_CLIENTS] : KEPT;
  const kept = Object.fromEntries(names.flatMap((name) => (name in attributes ? [[name, attributes[name]]] : [])));
  const url = kind === SpanKind.CLIENT ? attributes['url.full'] : undefined;
  if (url !== undefined) kept['url.template'] = templateOf(url);
  // The name of an error or its code. Its message and its stack stay here.
  const fault = events.map((event) => event.attributes?.['exception.type']).find((type) => type !== undefined);
  if (fault !== undefined) kept['error.type'] ??= fault;
  return kept;
}

function nameOf({ name }, attributes) {
  const method = attributes['http.request.method'];
  const path = attributes['http.route'] ?? attributes['url.template'];
  if (method !== undefined) return path === undefined ? method : `${method} ${path}`;
  return name;
}

/** `/payments/imp_123` becomes `/payments/{id}`. The query is left out. */
function templateOf(url) {
  if (!URL.canParse(url)) return '/{id}';
  const parts = new URL(url).pathname.split('/');
  return parts.map((part) => (part === '' || WORDS.has(part) ? part : '{id}')).join('/');
}
