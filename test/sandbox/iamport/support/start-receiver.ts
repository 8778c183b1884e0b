import http from 'node:http';
import { listen } from '../../../../sandbox/iamport/http/listen';

/** A POST that arrived at the receiver. */
export interface ReceivedPost {
  path: string;
  contentType: string;
  text: string;
}

/** How the receiver answers: an HTTP status, a status with a JSON body, or not at all. */
export type ReceiverAnswer = number | { status: number; body: unknown } | 'silence' | 'reset';

/** A merchant's endpoint that writes down what it is told. */
export interface Receiver {
  url: string;
  received: ReceivedPost[];
  /** The JSON bodies, in order of arrival. */
  bodies: () => Record<string, unknown>[];
  close: () => Promise<void>;
}

/** Starts a receiver; `answer` is asked with the number of the call, from 1. */
export async function startReceiver(answer: (call: number) => ReceiverAnswer = () => 200): Promise<Receiver> {
  const received: ReceivedPost[] = [];
  const { url, close } = await listen(
    (request, response) => {
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        received.push({ path: request.url ?? '', contentType: request.headers['content-type'] ?? '', text });
        reply(response, answer(received.length));
      });
    },
    '127.0.0.1',
    0,
  );
  const bodies = () => received.map((post) => JSON.parse(post.text) as Record<string, unknown>);
  return { url, received, bodies, close };
}

function reply(response: http.ServerResponse, how: ReceiverAnswer): void {
  if (how === 'silence') return;
  if (how === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, body } = typeof how === 'number' ? { status: how, body: '' } : how;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
