import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena';

/** A request to the service. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIME_LIMIT_MS = 10_000;
const PAUSE_MS = 100;

/** Sends a request once, to an instance of chance; 0 where nobody answers. */
export async function sendOnce({ instances, random }: Arena, request: Request): Promise<number> {
  const { method, path, body, headers = {} } = request;
  try {
    const reply = await fetch(random.pick(instances).url + path, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}

/** Sends a request until it is answered with something that is not "try again". @throws Error where it never is */
export async function sendUntilAnswered(arena: Arena, request: Request, maxTries = 300): Promise<number> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const status = await sendOnce(arena, request);
    if (status !== 0 && status < 500 && status !== 429) return status;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${request.method} ${request.path} was not answered in ${maxTries} tries`);
}
