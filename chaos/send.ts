import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './create-random';

/** Where requests may go. */
export interface Instances {
  readonly instances: readonly { readonly url: string }[];
  readonly random: Random;
}

/** A request to the service. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIME_LIMIT_MS = 10_000;
const PAUSE_MS = 100;

/** What the service says. */
export interface Answer {
  /** 0 where nobody answers. */
  readonly http: number;
  /** The `status` of the body, such as `success`; empty where it has none. */
  readonly code: string;
}

const NO_ANSWER: Answer = { http: 0, code: '' };

/** Sends a request once, to an instance of chance. */
export async function sendOnce({ instances, random }: Instances, request: Request): Promise<Answer> {
  const { method, path, body, headers = {} } = request;
  try {
    const reply = await fetch(random.pick(instances).url + path, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { http: reply.status, code: codeOf(await reply.text()) };
  } catch {
    return NO_ANSWER;
  }
}

function codeOf(body: string): string {
  try {
    const { status } = JSON.parse(body) as { readonly status?: unknown };
    return typeof status === 'string' ? status : '';
  } catch {
    // A page, or a redirect.
    return '';
  }
}

/** Whether it settles the matter; everything else means "send again". */
export function isFinal({ http }: Answer): boolean {
  return http !== 0 && http < 500 && http !== 429;
}

/** Sends a request until it is answered with something that is not "try again". @throws Error where it never is */
export async function sendUntilAnswered(arena: Instances, request: Request, maxTries = 300): Promise<Answer> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await sendOnce(arena, request);
    if (isFinal(answer)) return answer;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${request.method} ${request.path} was not answered in ${maxTries} tries`);
}
