import type { ServerResponse } from 'node:http';
import { NOT_FOUND_TEXT, UNAUTHORIZED_TEXT } from '../api/messages';
import type { Fault } from './fault';

const HALF_A_REPLY = '{"code":0,"message":null,"response":{"imp_uid":"imp_';
const PROXY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/**
 * Puts the fault in place of the answer. It writes to the bare response, so that an answer which the API has
 * prepared can be replaced at the last moment. Bodies other than those of 401 and 404 are invented.
 */
export function inflictFault(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'no-answer':
      return;
    case 'stall':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': HALF_A_REPLY.length * 2 });
      response.write(HALF_A_REPLY);
      return;
    case 'connection-reset':
      response.socket?.resetAndDestroy();
      return;
    case 'status':
      return answerStatus(fault.status ?? 500, response);
    case 'broken-json':
      return answer(response, 200, HALF_A_REPLY);
    case 'html':
      return answer(response, 200, '<!doctype html><title>Sign in</title><p>Please sign in.', 'text/html');
    case 'empty':
      return answer(response, 200, '');
    case 'null-response':
      return answer(response, 200, envelope(0, null));
    case 'latency':
    case 'hold':
    case 'pg-refusal':
      throw new Error(`${fault.kind} is not an answer`);
  }
}

function answerStatus(status: number, response: ServerResponse): void {
  if (status === 401) return answer(response, 401, envelope(-1, UNAUTHORIZED_TEXT));
  if (status === 404) return answer(response, 404, envelope(-1, NOT_FOUND_TEXT));
  if (status === 502 || status === 504) return answer(response, status, PROXY_PAGE, 'text/html');
  return answer(response, status, envelope(-1, `[sandbox] fault: ${status}`));
}

function answer(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function envelope(code: number, message: string | null): string {
  return JSON.stringify({ code, message, response: null });
}
