import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** By `imp_uid`, how long the sandbox took over the look-ups of a payment, in milliseconds. */
export type UpstreamTimes = Map<string, number>;

const LOOK_UP = /^\/payments\/(imp_[^/?]+)/;

/** Watches every HTTP server of this process, from a request's head in to its answer's last byte out. */
export function watchUpstream(): UpstreamTimes {
  const startedAt = new WeakMap<IncomingMessage, number>();
  const times: UpstreamTimes = new Map();
  channel('http.server.request.start').subscribe((message) => {
    startedAt.set((message as { request: IncomingMessage }).request, performance.now());
  });
  channel('http.server.response.finish').subscribe((message) => {
    const { request } = message as { request: IncomingMessage; response: ServerResponse };
    const impUid = LOOK_UP.exec(request.url ?? '')?.[1];
    const from = startedAt.get(request);
    if (impUid === undefined || from === undefined) return;
    times.set(impUid, (times.get(impUid) ?? 0) + performance.now() - from);
  });
  return times;
}
