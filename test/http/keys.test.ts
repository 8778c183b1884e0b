import { request } from 'node:http';
import { pino } from 'pino';
import { SCOPES, type Scope } from '../../src/domain/access-key';
import { ROUTE_SCOPES, type ShopRoute } from '../../src/http/route-scopes';
import { useCheckout } from '../support/checkout';
import { bearer, keyOf, keysText, useKeysFile } from '../support/operator-keys';
import { ORDERS_API_KEY } from '../support/service-settings';

/** Keys with one scope each, one with all, and two of one name. */
const NAMES: Readonly<Record<Scope, string>> = {
  'orders:write': 'writer',
  'orders:read': 'reader',
  refunds: 'finance',
  operate: 'engineer',
  audit: 'auditor',
};
const oneEach = Object.fromEntries(SCOPES.map((scope) => [NAMES[scope], [scope]]));
const file = useKeysFile(keysText({ ...oneEach, 'support-old': ['orders:read'], 'support-new': ['orders:read'] }));
const lines: string[] = [];
const checkout = useCheckout(
  { OPERATOR_KEYS_FILE: file.path },
  pino({ base: null }, { write: (line: string) => void lines.push(line) }),
);
const SHOP = { authorization: `Bearer ${ORDERS_API_KEY}` };
const ROUTES = Object.entries(ROUTE_SCOPES) as [ShopRoute, Scope][];

async function send(route: string, headers: Readonly<Record<string, string>>, merchantUid = 'no-such-order') {
  const [method = '', path = ''] = route.split(' ');
  const url = checkout.url() + path.replace(':merchant_uid', merchantUid).replace(':id', 'no-such-letter');
  const reply = await fetch(url, { method, headers });
  return { status: reply.status, body: await reply.text() };
}

describe.each(ROUTES)('%s needs the scope %s', (route, needed) => {
  test.each(SCOPES.filter((scope) => scope !== needed))(
    'a key with %s alone gets 403, and changes nothing',
    async (scope) => {
      const merchantUid = await checkout.order();
      const before = await checkout.stored(merchantUid);
      const { status, body } = await send(route, bearer(NAMES[scope]), merchantUid);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({
        status: 'scopeMissing',
        message: 'This key may not do that; see "scope"',
        scope: needed,
      });
      expect(await checkout.stored(merchantUid)).toEqual(before);
    },
  );

  test('a key with it passes, and so does the shop’s server', async () => {
    for (const headers of [bearer(NAMES[needed]), ...(needed === 'audit' ? [] : [SHOP])]) {
      expect([401, 403]).not.toContain((await send(route, headers)).status);
    }
  });
});

describe('the answer to a change', () => {
  const SHORT = [
    'merchant_uid',
    'status',
    'name',
    'amount',
    'currency',
    'expires_at',
    'prepared',
    'paid_by',
  ].toSorted();
  const paid = async () =>
    (await checkout.paidOrder({ customer_id: 'customer-1', buyer: { name: '한바다' } })).merchantUid;
  const end = { request_id: 'r', amount: 9, reason: 'x' };
  /** What is asked, by whom, and whether the answer is the order itself. */
  const CHANGES: readonly [string, string, () => Promise<[string, object]>, boolean][] = [
    ['a registration', 'writer', async () => ['POST /orders', { name: 'chair', amount: 900 }], true],
    ['an amendment', 'writer', async () => [`PATCH /orders/${await checkout.order()}`, { name: 'desk' }], true],
    ['a cancel', 'finance', async () => [`POST /orders/${await paid()}/cancel`, end], false],
    ['a recheck', 'engineer', async () => [`POST /orders/${await paid()}/recheck`, {}], false],
  ];

  test.each(CHANGES)(
    '%s shows a key without orders:read no more than it needs',
    async (_what, name, change, isBare) => {
      const [route, body] = await change();
      const [method = '', path = ''] = route.split(' ');
      const ask = async (headers: Readonly<Record<string, string>>) => {
        const json = { ...headers, 'content-type': 'application/json' };
        const reply = await fetch(checkout.url() + path, { method, headers: json, body: JSON.stringify(body) });
        const answer = (await reply.json()) as Record<string, object>;
        expect(reply.ok).toBe(true);
        return (isBare ? answer : answer['order']) as Record<string, unknown>;
      };
      expect(Object.keys(await ask(bearer(name))).toSorted()).toEqual(SHORT);
      expect(Object.keys(await ask(SHOP))).toEqual(expect.arrayContaining([...SHORT, 'payments', 'customer_id']));
    },
  );
});

test('HEAD needs the scope of GET', async () => {
  const merchantUid = await checkout.order();
  const head = (name: string) => send('HEAD /orders/:merchant_uid', bearer(name), merchantUid);
  expect([(await head('engineer')).status, (await head('reader')).status]).toEqual([403, 200]);
});

test('a method that a route does not take is told to a key with another scope, and to nobody without a key', async () => {
  expect((await send('DELETE /orders', bearer('auditor'))).status).toBe(405);
  expect((await send('DELETE /orders', {})).status).toBe(401);
  expect((await send('GET /orders/a/b/c', {})).status).toBe(401);
});

test('two keys of one name are valid at the same time, so that a key can be changed without a gap', async () => {
  for (const name of ['support-old', 'support-new']) expect((await send('GET /orders', bearer(name))).status).toBe(200);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['no header', {}],
  ['an unknown key', bearer('stranger')],
  ['a key with a letter more', { authorization: `Bearer ${keyOf('reader')}0` }],
  ['a key with a letter less', { authorization: `Bearer ${keyOf('reader').slice(0, -1)}` }],
  ['a key in other letters', { authorization: `Bearer ${keyOf('reader').toUpperCase()}` }],
  ['a key without its scheme', { authorization: keyOf('reader') }],
  ['another scheme', { authorization: `Basic ${Buffer.from(`${keyOf('reader')}:`).toString('base64')}` }],
  ['two keys in one header', { authorization: `Bearer ${keyOf('reader')}, Bearer ${keyOf('reader')}` }],
  ['two keys by a space', { authorization: `Bearer ${keyOf('reader')} ${keyOf('reader')}` }],
  ['the digest of a key', { authorization: `Bearer ${'a1'.repeat(32)}` }],
  ['an endless key', { authorization: `Bearer ${'x'.repeat(6_000)}` }],
  ['nothing behind the scheme', { authorization: 'Bearer ' }],
])('%s is a 401, the same for all', async (_, headers) => {
  const { status, body } = await send('GET /orders', headers);
  expect([status, JSON.parse(body)]).toEqual([
    401,
    { status: 'unauthorized', message: 'Send your key as "Authorization: Bearer <key>"' },
  ]);
});

test('a key in the address opens nothing', async () => {
  const key = keyOf('reader');
  for (const query of [`key=${key}`, `api_key=${key}`, `access_token=${key}`, `authorization=Bearer+${key}`]) {
    expect((await send(`GET /orders?${query}`, {})).status).toBe(401);
  }
});

/** `fetch` joins headers of one name. */
function sendRaw(headers: readonly string[]): Promise<number> {
  const { hostname, port } = new URL(checkout.url());
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: '/orders', headers: ['Host', hostname, ...headers] }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

test('two Authorization headers are a 401, whichever is valid: a proxy may have checked the other', async () => {
  const valid = `Bearer ${keyOf('reader')}`;
  for (const pair of [
    [valid, 'Bearer x'],
    ['Bearer x', valid],
    [valid, valid],
  ]) {
    expect(await sendRaw(pair.flatMap((value) => ['Authorization', value]))).toBe(401);
  }
  expect(await sendRaw(['Authorization', valid])).toBe(200);
});

test.each([
  ['a name', 'kim.minji@shop.example', 200],
  ['a name with a space', 'Kim Minji', 200],
  ['a staff number', 'staff-20260017', 200],
  ['nothing', '', 400],
  ['over 64 signs', 'k'.repeat(65), 400],
  ['a telephone number', '010-1234-5678', 400],
  ['an account number', '110 123 456789', 400],
  ['markup', '<b>kim</b>', 400],
  ['a comma', 'kim,lee', 400],
])('X-Operator with %s', async (_, operator, status) => {
  expect((await send('GET /orders', { ...bearer('reader'), 'x-operator': operator })).status).toBe(status);
});

test('two X-Operator headers are refused', async () => {
  const key = ['Authorization', `Bearer ${keyOf('reader')}`];
  expect(await sendRaw([...key, 'X-Operator', 'kim', 'X-Operator', 'lee'])).toBe(400);
});

test('a refused request is logged with the name of its key, and no key is in the log', async () => {
  lines.length = 0;
  await send('GET /orders', bearer('finance'));
  await send('GET /orders', bearer('stranger'));
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(log).toContainEqual(
    expect.objectContaining({
      msg: 'request refused: the key lacks the scope',
      actor: 'finance',
      scope: 'orders:read',
    }),
  );
  expect(log).toContainEqual(expect.objectContaining({ msg: 'request refused: unknown key' }));
  expect(lines.join('')).not.toContain('chk_');
});
