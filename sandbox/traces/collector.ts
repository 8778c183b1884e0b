import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Value = z.object({ stringValue: z.string().optional(), intValue: z.union([z.string(), z.number()]).optional() });
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .default([])
  .transform((list) => new Map(list.map(({ key, value }) => [key, value.stringValue ?? String(value.intValue)])));
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  /** 1 internal, 2 server, 3 client. */
  kind: z.number(),
  attributes: Attributes,
});
const Export = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});

/** A span as it was exported. */
export type ExportedSpan = z.output<typeof Span>;

/** A collector of OpenTelemetry, as far as the service needs one: it takes spans as OTLP over HTTP, in JSON. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly ExportedSpan[];
  /** All that was sent, as it was sent. */
  readonly text: () => string;
  readonly close: () => void;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer((req, res) => {
    void text(req).then((body) => {
      bodies.push(body);
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const read = (body: string) => Export.parse(JSON.parse(body)).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap(read).flatMap(({ spans }) => spans),
    text: () => bodies.join('\n'),
    close: () => void server.close().closeAllConnections(),
  };
}
