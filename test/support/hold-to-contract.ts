import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { answersOf, reply } from '../../src/http/contract/answers';
import { CONTRACTS } from '../../src/http/contract/contracts';
import type { Answer, RouteContract } from '../../src/http/contract/route-contract';

/** What was sent, as the client gets it. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly http: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

/** Answers to requests that no route takes: an unknown path or method, a path that cannot be decoded, no key. */
const ELSEWHERE = (['notFound', 'methodNotAllowed', 'invalidRequest', 'unauthorized'] as const).map((code) =>
  reply(code),
);
const ANSWERS = new Map(CONTRACTS.map((contract) => [contract, answersOf(contract)]));

/** Lets the app answer as it does, and tells what is wrong with each of its answers by the contract. */
export function holdToContract<App extends RequestListener>(app: App, tell: (fault: string) => void): App {
  return new Proxy(app, {
    apply(target, self, [req, res]: [IncomingMessage, ServerResponse]) {
      watch(req, res, (sent) => faultsOf(sent).forEach(tell));
      return Reflect.apply(target, self, [req, res]) as unknown;
    },
  });
}

function watch(req: IncomingMessage, res: ServerResponse, seen: (sent: Sent) => void): void {
  const chunks: Buffer[] = [];
  const { method = '', url = '' } = req;
  for (const name of ['write', 'end'] as const) {
    const original = res[name].bind(res) as (...args: unknown[]) => never;
    res[name] = (...args: unknown[]) => {
      const [chunk] = args;
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
      return original(...args);
    };
  }
  res.once('finish', () => {
    const header = (name: string) => res.getHeader(name)?.toString();
    const body = Buffer.concat(chunks).toString();
    seen({ method, path: url.replace(/\?.*/, ''), http: res.statusCode, header, body });
  });
}

function faultsOf(sent: Sent): string[] {
  // A preflight is answered by CORS, not by a route.
  if (sent.method === 'OPTIONS') return [];
  // The desk answers people with pages.
  if (/^\/desk(\/|$)/i.test(sent.path) && sent.header('content-type')?.startsWith('application/json') !== true)
    return [];
  const contract = CONTRACTS.find((each) => isOf(each, sent));
  const candidates =
    (contract ? ANSWERS.get(contract)?.get(sent.http) : ELSEWHERE.filter(({ http }) => http === sent.http)) ?? [];
  const faults = candidates.map((answer) => faultOf(answer, sent));
  if (faults.includes(null)) return [];
  const name = `${sent.method} ${contract?.path ?? sent.path} ${sent.http}`;
  return [`${name} is not as the contract says: ${faults.join('; ') || 'no such answer'}: ${sent.body.slice(0, 500)}`];
}

/** Matches like Express: in any case, with or without a slash at the end. */
function isOf({ method, path }: RouteContract, sent: Sent): boolean {
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`, 'i');
  const asked = sent.method === 'HEAD' ? 'GET' : sent.method;
  return method.toUpperCase() === asked && pattern.test(sent.path);
}

/** What is wrong; null if nothing is. */
function faultOf(answer: Answer, sent: Sent): string | null {
  if (sent.header('x-request-id') === undefined) return 'no X-Request-Id';
  const missing = Object.keys(answer.headers ?? {}).filter((name) => sent.header(name) === undefined);
  if (missing.length > 0) return `no ${missing.join(', ')}`;
  if (sent.method === 'HEAD') return null;
  const [type = ''] = (sent.header('content-type') ?? '').split(';');
  if (answer.media?.includes(type)) return null;
  if (answer.json === undefined) {
    return answer.media === undefined && sent.body === '' ? null : `not its kind of body (${type})`;
  }
  return type === 'application/json' ? bodyFault(answer.json, sent.body) : `not JSON (${type})`;
}

function bodyFault(schema: z.ZodType, text: string): string | null {
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success
    ? null
    : parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'} ${message}`).join(', ');
}
