import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPaymentSearch } from '../../src/iamport/payment-search';
import { SEARCH_OPTIONS } from '../support/search-options';
import { SESSION_LIMITS } from '../support/session-limits';

/** A gateway that leaves `list` out of its pages. Its schema requires total, previous and next only (§3). */
let server: Server;
let page: Record<string, unknown>;
beforeAll(async () => {
  const token = { access_token: 'a-token', now: 1_785_900_000, expired_at: 1_785_901_800 };
  server = createServer((request, response) => {
    const isToken = request.url === '/users/getToken';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ code: 0, message: null, response: isToken ? token : page }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const search = () =>
  createPaymentSearch({
    ...SESSION_LIMITS,
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: 'key',
    apiSecret: 'secret',
    tryTimeoutMs: 2_000,
    budgetMs: 5_000,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
    ...SEARCH_OPTIONS,
  });
const WINDOW = { from: new Date(0), to: new Date(1_000), page: 1, limit: 10, sorting: 'updated' } as const;

test.each([
  ['no list', { total: 0, previous: 0, next: 0 }],
  ['a list that is null', { total: 0, previous: 0, next: 0, list: null }],
])('%s is an empty list', async (_, reply) => {
  page = reply;
  expect(await search().listPayments(WINDOW)).toEqual({ payments: [], unreadable: [], total: 0, isLast: true });
  expect(await search().findAllPayments('ord-1')).toMatchObject({ payments: [], unreadable: [] });
});

test('a list of another type is an unexpected reply', async () => {
  page = { total: 0, previous: 0, next: 0, list: 'none' };
  await expect(search().listPayments(WINDOW)).rejects.toMatchObject({ code: 'gatewayReplyUnexpected' });
});
