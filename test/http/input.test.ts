import fc from 'fast-check';
import type { OrderDocument } from '../../src/store/order.model';
import { withoutAudit } from '../support/without-audit';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const checkout = useCheckout();
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const POST_ROUTES = ['/payments/complete', '/payments/webhook'] as const;

/** Counts the stored documents. */
async function everything(): Promise<unknown> {
  const [orders = [], users] = await Promise.all(
    ['orders', 'users'].map((name) => checkout.db().collection<OrderDocument>(name).find().sort({ _id: 1 }).toArray()),
  );
  return { orders: orders.map(withoutAudit), users };
}

async function send(
  route: string,
  type: string,
  body: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(checkout.url() + route, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

const good = { imp_uid: 'imp_700000000001', merchant_uid: 'ord-1' };

describe.each(POST_ROUTES)('POST %s', (route) => {
  test.each<[string, unknown, string]>([
    ['an operator as imp_uid', { ...good, imp_uid: { $ne: null } }, 'imp_uid'],
    ['an operator as merchant_uid', { ...good, merchant_uid: { $gt: '' } }, 'merchant_uid'],
    ['a list as imp_uid', { ...good, imp_uid: ['imp_700000000001'] }, 'imp_uid'],
    ['a number as imp_uid', { ...good, imp_uid: 5 }, 'imp_uid'],
    ['null as merchant_uid', { ...good, merchant_uid: null }, 'merchant_uid'],
    ['an empty imp_uid', { ...good, imp_uid: '' }, 'imp_uid'],
    ['no imp_uid', { merchant_uid: 'ord-1' }, 'imp_uid'],
    ['no merchant_uid', { imp_uid: 'imp_1' }, 'merchant_uid'],
    ['an over-long imp_uid', { ...good, imp_uid: 'i'.repeat(65) }, 'imp_uid'],
    ['an over-long merchant_uid', { ...good, merchant_uid: 'm'.repeat(129) }, 'merchant_uid'],
    ['a control character', { ...good, merchant_uid: 'ord\u0000-1' }, 'merchant_uid'],
    ['a path trick', { ...good, imp_uid: '../users/getToken' }, 'imp_uid'],
    ['an encoded path trick', { ...good, imp_uid: 'a%2fb' }, 'imp_uid'],
    ['a query trick', { ...good, imp_uid: 'imp_1?include_sandbox=true' }, 'imp_uid'],
    ['a list as the body', [good], 'body'],
    ['a text as the body', 'imp_uid', 'body'],
    ['null as the body', null, 'body'],
  ])('%s is a 400 that names the field', async (_, body, field) => {
    const reply = await send(route, JSON_TYPE, JSON.stringify(body));
    expect(reply.status).toBe(400);
    const errors = reply.body['errors'] as { field: string; message: string }[];
    expect(reply.body['status']).toBe('invalidRequest');
    expect(errors.map((error) => error.field)).toContain(body === null ? 'imp_uid' : field);
    expect(reply.body['message']).toBe(errors.map((error) => `${error.field}: ${error.message}`).join('; '));
  });

  test.each([
    ['imp_uid twice', 'imp_uid=imp_1&imp_uid=imp_2&merchant_uid=ord-1'],
    ['imp_uid as a list', 'imp_uid[]=imp_1&merchant_uid=ord-1'],
    ['imp_uid as an operator', 'imp_uid[$ne]=x&merchant_uid=ord-1'],
  ])('%s in a form is a 400', async (_, body) => {
    for (const type of [FORM_TYPE, JSON_TYPE]) expect((await send(route, type, body)).status).toBe(400);
  });

  test.each([
    ['broken JSON', JSON_TYPE, '{"imp_uid": ', 400, 'invalidRequest'],
    ['an empty body', JSON_TYPE, '', 400, 'invalidRequest'],
    ['a body of 1 MB', JSON_TYPE, JSON.stringify({ ...good, padding: 'x'.repeat(1_000_000) }), 413, 'payloadTooLarge'],
    ['a form of 1 MB', FORM_TYPE, `imp_uid=${'x'.repeat(1_000_000)}`, 413, 'payloadTooLarge'],
    ['XML', 'application/xml', '<imp_uid/>', 415, 'unsupportedMediaType'],
    ['plain text', 'text/plain', JSON.stringify(good), 415, 'unsupportedMediaType'],
    [
      'more fields than anybody sends',
      FORM_TYPE,
      Array.from({ length: 8_000 }, (_, i) => `f${i}=`).join('&'),
      413,
      'payloadTooLarge',
    ],
    ['many short fields', FORM_TYPE, Array.from({ length: 200 }, (_, i) => `f${i}=`).join('&'), 400, 'invalidRequest'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--', 415, 'unsupportedMediaType'],
    [
      'a charset that nobody has',
      'application/json; charset=klingon',
      JSON.stringify(good),
      415,
      'unsupportedMediaType',
    ],
  ])('%s is refused with a clear message', async (_, type, body, status, code) => {
    const reply = await send(route, type, body);
    expect(reply).toMatchObject({ status, body: { status: code, message: expect.any(String) as string } });
  });

  test('a body with a wrong content encoding is a 4xx', async () => {
    const reply = await fetch(checkout.url() + route, {
      method: 'POST',
      headers: { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
      body: 'not gzip',
    });
    expect(reply.status).toBe(400);
  });

  test.each(['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"x":1}}}', '__proto__=x&imp_uid=imp_1'])(
    'nothing is inherited from %s',
    async (body) => {
      expect((await send(route, JSON_TYPE, body)).status).toBe(400);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    },
  );
});

test.each([
  ['imp_uid twice', 'imp_uid=imp_1&imp_uid=imp_2&merchant_uid=ord-1'],
  ['merchant_uid twice', 'imp_uid=imp_1&merchant_uid=ord-1&merchant_uid=ord-2'],
  ['an operator', 'imp_uid[$ne]=&merchant_uid[$ne]='],
  ['nothing', ''],
])('GET /payments/complete with %s is a 400', async (_, query) => {
  const reply = await fetch(`${checkout.url()}/payments/complete?${query}`, { headers: { accept: JSON_TYPE } });
  expect(reply.status).toBe(400);
});

test('a webhook for an order key that could not be ours is an unknown order, not a malformed request', async () => {
  const reply = await checkout.webhook('imp_1', '주문 2026/11');
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({ status: 'orderNotFound' });
});

test('a webhook needs the two ids and nothing else, since nothing else is believed', async () => {
  const reply = await checkout.http().post('/payments/webhook').send(good);
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({ status: 'orderNotFound' });
});

test('the console’s test payload is answered with 200 and changes nothing', async () => {
  const before = await everything();
  const { sandbox, url } = checkout;
  sandbox().settings.change({ webhookUrl: `${url()}/payments/webhook` });
  for (const webhookFormat of ['json', 'form'] as const) {
    sandbox().settings.change({ webhookFormat });
    expect(await sandbox().webhooks.sendTestPayload()).toMatchObject({ outcome: 'delivered', status: 200 });
  }
  expect(await everything()).toEqual(before);
});

test('an unknown route is a 404 in JSON, and an unknown method a 405', async () => {
  expect((await checkout.http().get('/nowhere')).body).toMatchObject({ status: 'notFound' });
  expect((await checkout.http().put('/payments/webhook')).body).toMatchObject({ status: 'methodNotAllowed' });
});

/** A random JSON value; harmful ones are frequent. */
const evilText = fc.constantFrom('', '$ne', '__proto__', '../x', 'imp_1', 'ord-1', '\u0000', '😀', 'a'.repeat(200));
const evilValue = fc.oneof(
  evilText,
  fc.string(),
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.double(),
  fc.constant(null),
);
const evilKey = fc.oneof(
  fc.constantFrom('imp_uid', 'merchant_uid', 'status', '__proto__', 'imp_uid[$ne]', 'error_msg'),
  fc.string(),
);
const evilFields = fc.dictionary(evilKey, evilValue, { maxKeys: 5 });
const evilQuery = fc.array(fc.tuple(evilKey, fc.oneof(evilText, fc.string())), { maxLength: 5 });
const evilRequest = fc.oneof(
  fc.record({
    route: fc.constantFrom(...POST_ROUTES),
    type: fc.constantFrom(JSON_TYPE, FORM_TYPE),
    body: fc.oneof(
      evilFields.map((fields) => JSON.stringify(fields)),
      evilQuery.map((pairs) => new URLSearchParams(pairs).toString()),
      fc.string(),
      fc.json(),
    ),
  }),
  fc.record({ query: evilQuery.map((pairs) => new URLSearchParams(pairs).toString()) }),
);

test('1,500 random bodies and queries: never a 5xx, and nothing stored', async () => {
  const before = await everything();
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(evilRequest, async (request) => {
      const reply =
        'route' in request
          ? await fetch(checkout.url() + request.route, {
              method: 'POST',
              headers: { 'content-type': request.type },
              body: request.body,
            })
          : await fetch(`${checkout.url()}/payments/complete?${request.query}`, { headers: { accept: JSON_TYPE } });
      await reply.arrayBuffer();
      seen.add(reply.status);
      // 404: a redirect for an unknown order; 200: a webhook for one.
      return reply.status < 500;
    }),
    { numRuns: 1_500 },
  );
  expect([...seen].toSorted()).toEqual(expect.arrayContaining([400]));
  expect(await everything()).toEqual(before);
}, 120_000);
