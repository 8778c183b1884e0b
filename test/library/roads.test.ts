import express, { type Express } from 'express';
import type supertest from 'supertest';
import type { CheckoutRouter } from '../../src/library/checkout';
import type { CheckoutEvent } from '../../src/library/checkout-event';
import { CHAIR, useLibrary } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useLibrary();
const EXPRESS: readonly (readonly [version: string, createApp: typeof express])[] = [
  ['5', express],
  ['4', jest.requireActual<typeof express>('express4')],
];

type Http = ReturnType<typeof supertest>;
type Report = (http: Http, path: string, impUid: string, merchantUid: string) => supertest.Test;

const MOUNTS: readonly (readonly [
  what: string,
  path: string,
  mount: (app: Express, router: CheckoutRouter, parsers: typeof express) => void,
])[] = [
  ['at the root', '', (app, router) => app.use(router)],
  ['under a path', '/pay', (app, router) => app.use('/pay', router)],
  [
    'behind body parsers of the shop',
    '/pay',
    (app, router, { json, urlencoded }) => app.use(json(), urlencoded({ extended: true })).use('/pay', router),
  ],
  ['behind a parser of texts', '', (app, router, { text }) => app.use(text({ type: '*/*' })).use(router)],
  ['behind a parser that leaves bytes', '', (app, router, { raw }) => app.use(raw({ type: '*/*' })).use(router)],
];

const ROADS: readonly (readonly [road: string, report: Report, status: string])[] = [
  [
    'the callback',
    (http, path, imp_uid, merchant_uid) => http.post(`${path}/payments/complete`).send({ imp_uid, merchant_uid }),
    'success',
  ],
  [
    'the callback of a form',
    (http, path, imp_uid, merchant_uid) =>
      http.post(`${path}/payments/complete`).type('form').send({ imp_uid, merchant_uid }),
    'success',
  ],
  [
    'the redirect',
    (http, path, imp_uid, merchant_uid) =>
      http.get(`${path}/payments/complete`).query({ imp_uid, merchant_uid }).set('accept', 'application/json'),
    'success',
  ],
  [
    'the webhook',
    (http, path, imp_uid, merchant_uid) =>
      http.post(`${path}/payments/webhook`).send({ imp_uid, merchant_uid, status: 'paid' }),
    'success',
  ],
];

const TABLE = EXPRESS.flatMap(([version, createApp]) =>
  MOUNTS.map(([what, path, mount]) => {
    const build = (router: CheckoutRouter) => (app: Express) => mount(app, router, createApp);
    return [what, version, path, { build, createApp }] as const;
  }),
);

describe.each(TABLE)('a router mounted %s of Express %s', (_what, _version, path, { build, createApp }) => {
  test.each(ROADS)('%s settles an order, and its handler gets the event', async (_road, report, status) => {
    const checkout = await library.create();
    const events: CheckoutEvent[] = [];
    checkout.on('order.paid', async (event) => events.push(event));
    await checkout.start();
    const http = await library.serve(build(checkout.router), createApp);
    const { merchantUid } = await checkout.orders.register(CHAIR);
    const impUid = library.pay(merchantUid);

    const reply = await report(http, path, impUid, merchantUid);
    expect([reply.status, (reply.body as { status: string }).status]).toEqual([200, status]);
    expect(await checkout.orders.get(merchantUid)).toMatchObject({ status: 'paid', paidBy: impUid, amount: 64_900 });
    await waitUntil(() => events.length > 0);
    expect(events).toEqual([
      {
        id: expect.stringContaining(merchantUid) as string,
        name: 'order.paid',
        merchantUid,
        impUid,
        status: 'paid',
        amount: 64_900,
        cancelAmount: 0,
        currency: 'KRW',
        at: expect.any(Date) as Date,
        reason: null,
        requestId: null,
      },
    ]);
  });

  test.each([
    ['the right amount is approved', 64_900, 200],
    ['another amount is refused', 100, 409],
  ])('the confirm call: %s', async (_case, amount, status) => {
    const checkout = await library.create();
    const http = await library.serve(build(checkout.router), createApp);
    const { merchantUid } = await checkout.orders.register(CHAIR);
    const question = { imp_uid: 'imp_1', merchant_uid: merchantUid, amount };
    const reply = await http.post(`${path}/payments/confirm`).send(question);
    expect(reply.status).toBe(status);
  });
});

describe.each(EXPRESS)('the shop’s own app, of Express %s,', (_version, createApp) => {
  const open = async (build: (app: Express, router: CheckoutRouter) => void) => {
    const checkout = await library.create();
    return { checkout, http: await library.serve((app) => build(app, checkout.router), createApp) };
  };

  test('keeps its settings, its routes and its errors', async () => {
    let app: Express | undefined;
    const { http } = await open((shop, router) => {
      app = shop;
      shop.use('/pay', router);
      shop.get('/pay/payments', (_req, res) => void res.send('of the shop'));
      shop.get('/pay/payments/complete/more', (req, res) => void res.json({ log: 'log' in req, locals: res.locals }));
    });
    expect((await http.get('/pay/payments')).text).toBe('of the shop');
    const other = await http.get('/pay/payments/complete/more');
    expect(other.body).toEqual({ log: false, locals: {} });
    expect(other.headers).not.toHaveProperty('content-security-policy');
    expect((await http.get('/pay/orders')).text).toContain('Cannot GET /pay/orders');
    expect([app?.get('etag'), app?.get('trust proxy'), app?.enabled('x-powered-by')]).toEqual(['weak', false, true]);
  });

  test('a body that it has not read is read, though a parser set an empty one', async () => {
    const { checkout, http } = await open((app, router) => {
      // The parsers of Express 4 do so for bodies of other types.
      app.use((req, _res, next) => {
        req.body = {};
        next();
      });
      app.use(router);
    });
    const { merchantUid } = await checkout.orders.register(CHAIR);
    const imp_uid = library.pay(merchantUid);
    const reply = await http.post('/payments/complete').send({ imp_uid, merchant_uid: merchantUid });
    expect(reply.status).toBe(200);
  });

  test.each([
    ['a method that no road has', 'delete', 405, 'methodNotAllowed'],
    ['a body that is no JSON', 'post', 400, 'invalidRequest'],
  ] as const)('%s is answered by the router', async (_what, method, status, code) => {
    const { http } = await open((app, router) => app.use('/pay', router));
    const reply = await http[method]('/pay/payments/webhook').type('json').send('{');
    expect([reply.status, (reply.body as { status: string }).status]).toEqual([status, code]);
  });

  test('its proxy setting decides whose address counts for the limit', async () => {
    const checkout = await library.create({ rateLimitPerMinute: 1 });
    const http = await library.serve((app) => app.set('trust proxy', 1).use(checkout.router), createApp);
    const send = (address: string) => http.post('/payments/complete').set('x-forwarded-for', address).send({});
    const replies = [await send('203.0.113.1'), await send('203.0.113.2'), await send('203.0.113.1')];
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 429]);
  });
});

describe('the option confirm', () => {
  const ask = async (confirm: (merchantUid: string) => Promise<string | void>, confirmFailure?: 'allow' | 'refuse') => {
    const asked: string[] = [];
    const checkout = await library.create({
      confirm: ({ order }) => (asked.push(order.merchantUid), confirm(order.merchantUid)),
      ...(confirmFailure && { confirmFailure }),
    });
    const http = await library.serve((app) => app.use(checkout.router));
    const { merchantUid } = await checkout.orders.register(CHAIR);
    const send = (amount: number) =>
      http.post('/payments/confirm').send({ imp_uid: 'imp_1', merchant_uid: merchantUid, amount });
    return { send, asked, merchantUid };
  };

  test('is asked once the amount is right, and its text refuses', async () => {
    const { send, asked, merchantUid } = await ask(async () => '품절되었습니다.');
    expect((await send(100)).status).toBe(409);
    expect(asked).toEqual([]);
    const reply = await send(64_900);
    expect([reply.status, reply.body]).toEqual([409, { reason: '품절되었습니다.' }]);
    expect(asked).toEqual([merchantUid]);
  });

  test.each([
    ['refuses', undefined, 409],
    ['approves where the shop wants that', 'allow', 200],
  ] as const)('that fails %s', async (_what, failure, status) => {
    const { send } = await ask(async () => Promise.reject(new Error('stock service down')), failure);
    expect((await send(64_900)).status).toBe(status);
  });
});
