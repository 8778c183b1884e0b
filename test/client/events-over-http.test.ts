import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { EventVerificationError, rawBodyOf, verifyEvent, type ShopEvent } from '../../src/client';
import { useCheckout } from '../support/checkout';
import { waitUntil } from '../support/wait-until';

/** A shop's Express server, to which the real service sends its events. */
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const taken: ShopEvent[] = [];
const refused: EventVerificationError[] = [];
const answers: number[] = [];

const receive: RequestHandler = (req, res) => {
  taken.push(verifyEvent(req.headers, rawBodyOf(req), SECRET));
  res.sendStatus(204);
};

/** What NestJS does with `rawBody: true`: it keeps the bytes beside the parsed body. */
const nestParser = express.json({
  verify: (req, _res, bytes) => void Object.assign(req, { rawBody: Buffer.from(bytes) }),
});
const PARSERS: Readonly<Record<string, RequestHandler>> = {
  'express.raw': express.raw({ type: 'application/json' }),
  'express.text': express.text({ type: 'application/json' }),
  'rawBody of NestJS': nestParser,
  'express.json': express.json(),
  'no parser': (_req, _res, next) => next(),
};
let parser = 'express.raw';

function shopApp(): Express {
  const app = express();
  app.use((_req, res, next) => {
    res.once('finish', () => answers.push(res.statusCode));
    next();
  });
  app.post('/events', (req, res, next) => PARSERS[parser]?.(req, res, next), receive);
  app.use(((error, _req, res, next) => {
    if (!(error instanceof EventVerificationError)) return next(error);
    refused.push(error);
    res.sendStatus(error.statusCode);
  }) as express.ErrorRequestHandler);
  return app;
}

let server: Server;
beforeAll(async () => {
  server = shopApp().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
beforeEach(() => [taken, refused, answers].forEach((list) => list.splice(0)));

const eventsUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
const checkout = useCheckout(() => ({ SHOP_WEBHOOK_URL: eventsUrl(), SHOP_WEBHOOK_SECRET: SECRET }));

test.each(['express.raw', 'express.text', 'rawBody of NestJS'])(
  'an event of the service is verified behind %s',
  async (name) => {
    parser = name;
    const { merchantUid, impUid } = await checkout.paidOrder();
    await waitUntil(() => taken.length > 0);
    expect(taken).toMatchObject([
      { type: 'order.paid', data: { merchant_uid: merchantUid, imp_uid: impUid, amount: 64_900 } },
    ]);
    expect(answers).toEqual([204]);
  },
);

test.each([
  ['express.json', 'bodyParsed'],
  ['no parser', 'bodyMissing'],
])('behind %s it is refused with words that say what to do, and comes again', async (name, code) => {
  parser = name;
  await checkout.paidOrder();
  await waitUntil(() => answers.length > 0);
  expect(refused).toMatchObject([{ code, statusCode: 500 }]);
  expect(refused[0]?.message).toContain('express.raw({ type: "application/json" })');
  parser = 'express.raw';
  checkout.letPass(10_000);
  await waitUntil(() => {
    checkout.runPasses();
    return taken.length > 0;
  });
  expect(taken).toMatchObject([{ type: 'order.paid' }]);
});

test('a forged event is refused', async () => {
  parser = 'express.raw';
  const reply = await fetch(eventsUrl(), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'x',
      'webhook-timestamp': '1',
      'webhook-signature': 'v1,x',
    },
    body: '{"type":"order.paid"}',
  });
  expect([reply.status, taken]).toEqual([401, []]);
});
