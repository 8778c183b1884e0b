import { pino } from 'pino';
import supertest from 'supertest';
import { createApp, type AppDeps } from '../../src/http/create-app';
import { createKeyRing } from '../../src/http/create-key-ring';
import { CheckoutError } from '../../src/domain/errors';
import type { Verification } from '../../src/services/verify-payment';

/** The Express app alone, with fake services. */
function setUp(overrides: Partial<AppDeps> = {}) {
  const lines: string[] = [];
  const app = createApp({
    verifyPayment: async (): Promise<Verification> => ({ outcome: 'success', partlyCancelled: false }),
    verifyByOrder: async () => ({ verification: { outcome: 'orderNotFound' }, isWaiting: false, isRedacted: false }),
    registerOrder: async () => ({ result: 'conflict' }),
    amendOrder: async () => ({ result: 'orderNotFound' }),
    readOrder: async () => null,
    cancelOrder: async () => ({ result: 'orderNotFound' }),
    acceptPayment: async () => ({ result: 'orderNotFound' }),
    readTimeline: async () => null,
    recheckOrder: async () => ({ result: 'orderNotFound' }),
    readExport: async function* () {
      yield [['end', 0]];
    },
    inExportQueue: (_what, work) => work(),
    exportStallMs: 60_000,
    listOrders: async () => ({ result: 'page', orders: [], next: null }),
    acknowledgeOrder: async () => false,
    readAudit: async () => ({ entries: [], next: null }),
    onRefused: async () => {},
    desk: null,
    replayNotification: async () => ({ result: 'notificationNotFound' }),
    resendMessage: async () => ({ result: 'messageNotFound', merchantUid: null }),
    resendOrder: async () => ({ result: 'orderNotFound' }),
    requestResend: async () => ({ result: 'conflict' }),
    findResend: async () => null,
    confirmPayment: async () => ({ mayApprove: true }),
    isReady: async () => true,
    renderMetrics: async () => ({ contentType: 'text/plain', text: '' }),
    onTooManyRequests: () => {},
    mode: 'live',
    resultUrl: null,
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    keys: createKeyRing('orders-key-0123456789'),
    corsOrigins: ['https://shop.example'],
    preflightMaxAgeS: 600,
    rateLimitPerMinute: 0,
    addressLimit: { windowMs: 60_000, gatewayFactor: 10 },
    trustedProxyHops: 0,
    gatewayAddresses: ['52.78.48.223'],
    hasDocsPage: true,
    ...overrides,
  });
  const log = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { http: () => supertest(app), log };
}

const ids = { imp_uid: 'imp_1', merchant_uid: 'ord-1' };
const complete = (http: ReturnType<typeof setUp>['http']) => http().post('/payments/complete').send(ids);

describe('CORS', () => {
  test('a preflight from the shop’s origin is answered', async () => {
    const reply = await setUp()
      .http()
      .options('/payments/complete')
      .set('origin', 'https://shop.example')
      .set('access-control-request-method', 'POST')
      .set('access-control-request-headers', 'content-type');
    expect(reply.status).toBe(204);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type',
    });
  });

  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://evil.example', undefined],
    ['https://shop.example.evil.example', undefined],
    ['null', undefined],
  ])('a page of %s may read the answer: %s', async (origin, allowed) => {
    const reply = await complete(setUp().http).set('origin', origin);
    expect(reply.headers['access-control-allow-origin']).toBe(allowed);
    expect(reply.headers['vary']).toContain('Origin');
  });

  test('no page may call the other routes', async () => {
    const { http } = setUp();
    const origin = 'https://shop.example';
    for (const reply of [
      await http().post('/orders').set('origin', origin),
      await http().post('/payments/webhook').set('origin', origin),
    ]) {
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('the rate limit', () => {
  test('a limited callback is a 429, and health routes are not limited', async () => {
    const { http } = setUp({ rateLimitPerMinute: 2 });
    expect((await complete(http)).status).toBe(200);
    expect((await complete(http)).status).toBe(200);
    const limited = await complete(http);
    expect(limited.status).toBe(429);
    expect(limited.body).toMatchObject({ status: 'tooManyRequests' });
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await http().get('/healthz')).status).toBe(200);
    expect((await http().get('/readyz')).status).toBe(200);
  });

  test.each(['/payments/webhook', '/payments/webhook/', '/Payments/Webhook'])(
    'a webhook over the limit passes, but is marked: %s',
    async (path) => {
      const marks: unknown[] = [];
      const verifyPayment: AppDeps['verifyPayment'] = async ({ sender }) => {
        marks.push(sender?.isOverLimit);
        return { outcome: 'orderNotFound' };
      };
      const { http } = setUp({ rateLimitPerMinute: 1, verifyPayment });
      const replies = [await http().post(path).send(ids), await http().post(path).send(ids)];
      expect(marks).toEqual([false, true]);
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      expect(replies.map(({ headers }) => headers['retry-after'])).toEqual([undefined, undefined]);
    },
  );

  test('a confirm call is never limited: i’mport would stop the payment', async () => {
    const { http } = setUp({ rateLimitPerMinute: 1 });
    for (let i = 0; i < 3; i += 1) {
      expect(
        (
          await http()
            .post('/payments/confirm')
            .send({ ...ids, amount: 1 })
        ).status,
      ).toBe(200);
    }
  });

  test('a limited browser may read why, and its preflights do not count', async () => {
    const { http } = setUp({ rateLimitPerMinute: 1 });
    const origin = 'https://shop.example';
    for (let i = 0; i < 3; i += 1) {
      const preflight = http()
        .options('/payments/complete')
        .set('origin', origin)
        .set('access-control-request-method', 'POST');
      expect((await preflight).status).toBe(204);
    }
    expect((await complete(http).set('origin', origin)).status).toBe(200);
    const limited = await complete(http).set('origin', origin);
    expect(limited.status).toBe(429);
    expect(limited.headers['access-control-allow-origin']).toBe(origin);
  });

  test('a client behind a trusted proxy is limited by its own address; without one it cannot choose its address', async () => {
    const from = async (hops: number) => {
      const { http } = setUp({ rateLimitPerMinute: 1, trustedProxyHops: hops });
      await complete(http).set('x-forwarded-for', '203.0.113.1');
      return (await complete(http).set('x-forwarded-for', '203.0.113.2')).status;
    };
    expect(await from(1)).toBe(200);
    expect(await from(0)).toBe(429);
  });

  test('the gateway’s addresses get ten times the limit', async () => {
    const { http } = setUp({ rateLimitPerMinute: 1, trustedProxyHops: 1 });
    const send = () => complete(http).set('x-forwarded-for', '52.78.48.223');
    for (let i = 0; i < 10; i += 1) expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(429);
  });

  test('0 means no limit', async () => {
    const { http } = setUp({ rateLimitPerMinute: 0 });
    for (let i = 0; i < 30; i += 1) expect((await complete(http)).status).toBe(200);
  });
});

test.each([
  [new CheckoutError('unavailable', 'database: secret-host down'), 503, 'unavailable'],
  [new CheckoutError('gatewayRefused', 'wrong keys'), 503, 'unavailable'],
  [new CheckoutError('gatewayReplyUnexpected', 'html'), 503, 'unavailable'],
  [new Error('a bug in secret-module'), 500, 'internalError'],
])('%s is answered without how we are built, and logged', async (error, http, status) => {
  const app = setUp({ verifyPayment: () => Promise.reject(error) });
  const reply = await complete(app.http);
  expect(reply.status).toBe(http);
  expect(reply.body).toMatchObject({ status });
  expect(reply.text).not.toMatch(/secret|keys|html/);
  expect(app.log()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        msg: 'request failed',
        err: expect.objectContaining({ message: error.message }) as unknown,
      }),
    ]),
  );
});

test('security headers are set and nothing is cached', async () => {
  const { headers } = await complete(setUp().http);
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  expect(headers['x-powered-by']).toBeUndefined();
});

test('/readyz follows the database, /healthz does not', async () => {
  const { http } = setUp({ isReady: async () => false });
  expect((await http().get('/readyz')).status).toBe(503);
  expect((await http().get('/readyz')).body).toEqual({ status: 'unavailable' });
  expect((await http().get('/healthz')).body).toEqual({ status: 'ok' });
});

describe('the log', () => {
  test('has a request id, told to the client, and the payment’s ids', async () => {
    const { http, log } = setUp();
    const reply = await complete(http);
    const verified = log().find((line) => line['msg'] === 'payment verified');
    expect(verified).toMatchObject({ ...ids, source: 'callback', outcome: 'success' });
    expect(verified?.['req']).toEqual({
      id: reply.headers['x-request-id'],
      method: 'POST',
      path: '/payments/complete',
    });
  });

  test('has no query text and no key', async () => {
    const { http, log } = setUp();
    await http()
      .get('/payments/complete')
      .query({ ...ids, error_msg: 'Han Bada 4111 1111' });
    await http().get('/orders/ord-1').set('authorization', 'Bearer orders-key-0123456789');
    expect(JSON.stringify(log())).not.toMatch(/Han Bada|4111 1111|orders-key/);
  });

  test.each(['live', 'test'] as const)('names the mode as a likely cause of a 404 in %s', async (mode) => {
    const { http, log } = setUp({ mode, verifyPayment: async () => ({ outcome: 'paymentNotFound' }) });
    await complete(http);
    expect(log().find((line) => line['outcome'] === 'paymentNotFound')?.['msg']).toContain(`IAMPORT_MODE=${mode}`);
  });

  test.each<[Verification, string]>([
    [{ outcome: 'forgery', reason: 'amount' }, 'forged payment refused'],
    [{ outcome: 'duplicate', paidBy: 'imp_2' }, 'payment needs attention'],
    [{ outcome: 'orderClosed', closedBy: 'shop' }, 'payment needs attention'],
    [{ outcome: 'pending', unknownStatus: true }, 'payment has an unknown status'],
  ])('warns of %j', async (verification, msg) => {
    const { http, log } = setUp({ verifyPayment: async () => verification });
    await complete(http);
    expect(log()).toEqual(expect.arrayContaining([expect.objectContaining({ level: 40, msg, ...ids })]));
  });
});

describe('a method that a route does not take', () => {
  const key = { authorization: 'Bearer orders-key-0123456789' };

  test.each([
    ['delete', '/orders', 'POST, GET, HEAD'],
    ['put', '/orders/ord-1', 'GET, HEAD, PATCH'],
    ['get', '/orders/ord-1/cancel', 'POST'],
    ['put', '/payments/complete', 'POST, GET, HEAD'],
    ['head', '/payments/webhook', 'POST'],
    ['post', '/healthz', 'GET, HEAD'],
  ] as const)('%s %s is refused with those that it takes: %s', async (method, path, allowed) => {
    const reply = await setUp().http()[method](path).set(key);
    expect([reply.status, reply.headers['allow']]).toEqual([405, allowed]);
  });

  test('without the key the routes of the shop are not told', async () => {
    const reply = await setUp().http().delete('/orders');
    expect([reply.status, reply.headers['allow']]).toEqual([401, undefined]);
  });
});
