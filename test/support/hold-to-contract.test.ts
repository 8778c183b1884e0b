import { createServer, type RequestListener, type Server } from 'node:http';
import supertest from 'supertest';
import { REPLIES, type ReplyCode } from '../../src/http/replies';
import { holdToContract } from './hold-to-contract';

/** What is told of an answer to a request. */
async function faultsOf(request: string, answer: RequestListener): Promise<string[]> {
  const faults: string[] = [];
  const server: Server = createServer(holdToContract(answer, (fault) => faults.push(fault)));
  const [method = '', path = ''] = request.split(' ');
  await supertest(server)[method === 'POST' ? 'post' : 'get'](path);
  return faults;
}

const send =
  (http: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_req, res) => {
    const all = { 'x-request-id': 'r', 'content-type': 'application/json; charset=utf-8', ...headers };
    Object.entries(all).forEach(([name, value]) => res.setHeader(name, value));
    res.writeHead(http).end(JSON.stringify(body));
  };
const sendReply = (code: ReplyCode, more: object = {}, headers = {}) =>
  send(REPLIES[code].http, { status: code, message: REPLIES[code].message, ...more }, headers);

test.each<[string, RequestListener]>([
  ['GET /healthz', send(200, { status: 'ok' })],
  ['GET /HealthZ/?probe=1', send(200, { status: 'ok' })],
  ['GET /orders/ord-1', sendReply('orderNotFound')],
  ['POST /payments/complete', sendReply('success', { merchant_uid: 'ord-1' })],
  ['POST /payments/complete', sendReply('unavailable', {}, { 'Retry-After': '5' })],
  ['GET /nowhere', sendReply('notFound')],
])('%s: an answer of the contract passes', async (request, answer) => {
  expect(await faultsOf(request, answer)).toEqual([]);
});

test.each<[string, string, RequestListener, string]>([
  ['a status that the route does not have', 'GET /healthz', send(201, { status: 'ok' }), 'no such answer'],
  ['a field that the answer does not have', 'GET /healthz', send(200, { status: 'ok', more: 1 }), 'Unrecognized key'],
  ['a field of another type', 'GET /healthz', send(200, { status: 1 }), 'expected "ok"'],
  [
    'a code that the route does not have',
    'GET /orders/ord-1',
    sendReply('paymentNotFound'),
    'expected "orderNotFound"',
  ],
  ['a header that is not there', 'POST /payments/complete', sendReply('unavailable'), 'no Retry-After'],
  ['a route that is not there', 'GET /nowhere', send(200, {}), 'no such answer'],
  ['a page where JSON is promised', 'GET /healthz', send(200, {}, { 'content-type': 'text/html' }), 'not JSON'],
])('%s is a fault', async (_, request, answer, words) => {
  expect(await faultsOf(request, answer)).toEqual([expect.stringContaining(words)]);
});

test('an answer without its request id is a fault', async () => {
  const answer: RequestListener = (_req, res) => res.writeHead(200).end('{}');
  expect(await faultsOf('GET /healthz', answer)).toEqual([expect.stringContaining('no X-Request-Id')]);
});
