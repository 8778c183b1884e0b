import type { Answer, Exchange } from './exchange';

const TIMEOUT_MS = 15_000;

/** Sends a request of the tour to the service and reads its answer; redirects are not followed. */
export async function sendExchange(serviceUrl: string, exchange: Exchange): Promise<Answer> {
  const { method, path, headers, body } = exchange;
  const response = await fetch(serviceUrl + path, {
    method,
    headers: { ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const location = response.status >= 300 ? response.headers.get('location') : null;
  return { http: response.status, body: location === null ? readBody(text) : readLocation(location) };
}

/** Where a redirect leads: the address, and each value of its query. */
function readLocation(location: string): Record<string, unknown> {
  const { origin, pathname, searchParams } = new URL(location);
  return { location: origin + pathname, ...Object.fromEntries(searchParams) };
}

function readBody(text: string): Record<string, unknown> {
  if (text.startsWith('{')) return JSON.parse(text) as Record<string, unknown>;
  const title = /<title>([^<]*)<\/title>/.exec(text)?.[1];
  return title === undefined ? { text } : { page: title };
}
