import { inspect } from 'node:util';
import { CheckoutClientError, createCheckoutClient, type CheckoutClientOptions } from '../../src/client';
import { useCheckout } from '../support/checkout';
import { ORDERS_API_KEY } from '../support/service-settings';
import { answerWith, useFront } from './use-front';

/** The client in front of the real service, with faults between them. */
const checkout = useCheckout();
const front = useFront(checkout.url);
const clientWith = (options: Partial<CheckoutClientOptions> = {}) =>
  createCheckoutClient({ url: front.url(), key: ORDERS_API_KEY, retry: { firstPauseMs: 1 }, ...options });
const ORDER = { name: 'Norway swivel chair', amount: 64_900 };

/** The error of a call, which shows no key. */
async function errorOf(call: Promise<unknown>): Promise<CheckoutClientError> {
  const error: unknown = await call.then(
    (value) => new Error(`no error but ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CheckoutClientError)) throw error;
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(ORDERS_API_KEY);
  return error;
}

describe('a repeat', () => {
  test('of a registration whose answer was lost registers one order, also where the client made its key', async () => {
    const before = await checkout.db().collection('orders').countDocuments();
    front.next('lose the answer', 'lose the answer');
    const result = await clientWith().orders.register(ORDER);
    expect(result).toMatchObject({ status: 'ok', created: false, order: { amount: 64_900, status: 'pending' } });
    expect(await checkout.db().collection('orders').countDocuments()).toBe(before + 1);
    expect(new Set(front.seen.map(({ body }) => body)).size).toBe(1);
  });

  test('of a cancel whose answer was lost gives the money back once', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    front.next('lose the answer', answerWith(503), answerWith(502));
    const result = await clientWith().orders.cancel(merchantUid, { amount: 10_000, reason: '부분 반품' });
    expect(result).toMatchObject({ status: 'cancelDone', cancel: { amount: 10_000 } });
    expect(front.seen).toHaveLength(4);
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 10_000 });
    expect((await checkout.read(merchantUid)).cancels).toHaveLength(1);
  });

  test('of a failed cancel with the error’s requestId gives the money back once', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    front.next('lose the answer');
    const client = clientWith({ retry: { limit: 0 } });
    const error = await errorOf(client.orders.cancel(merchantUid, { amount: 10_000, reason: '부분 반품' }));
    expect(error).toMatchObject({ code: 'network', tries: 1, merchantUid, http: null });
    const request_id = error.requestId ?? '';
    const again = await client.orders.cancel(merchantUid, { request_id, amount: 10_000, reason: '부분 반품' });
    expect(again).toMatchObject({ status: 'cancelDone', cancel: { request_id } });
    expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 10_000 });
  });

  test('of what would be done twice is not made once it may have been carried out', async () => {
    const { merchantUid } = await checkout.paidOrder();
    front.next('lose the answer');
    expect(await errorOf(clientWith().orders.resend(merchantUid, {}))).toMatchObject({ code: 'network', tries: 1 });
    front.next(answerWith(500));
    expect(await errorOf(clientWith().events.replay('entry-1'))).toMatchObject({ code: 'unavailable', tries: 1 });
    expect(front.seen).toHaveLength(2);
  });
});

test.each([429, 503])('a %i with Retry-After is sent again, also where a repeat is not idempotent', async (status) => {
  front.next(answerWith(status, { 'retry-after': '0.01' }), answerWith(status));
  expect(await clientWith().events.replay('entry-1')).toMatchObject({ status: 'notificationNotFound' });
  expect(front.seen).toHaveLength(3);
});

test('a Retry-After that is longer than the time for all tries ends the call at once', async () => {
  front.next(answerWith(503, { 'retry-after': '15', 'x-request-id': 'req-7' }));
  const error = await errorOf(clientWith({ totalTimeoutMs: 5_000 }).orders.get('nobody'));
  expect(error).toMatchObject({ code: 'unavailable', http: 503, tries: 1, serviceRequestId: 'req-7' });
  expect(error.message).toBe('GET /orders/nobody was answered HTTP 503 (1 try)');
});

test('a 429 after all tries is an answer', async () => {
  const busy = answerWith(
    429,
    { 'content-type': 'application/json' },
    '{"status":"tooManyRequests","message":"later"}',
  );
  front.next(busy, busy);
  expect(await clientWith({ retry: { limit: 1, firstPauseMs: 1 } }).orders.get('nobody')).toMatchObject({
    status: 'tooManyRequests',
  });
});

test('a service that answers 5xx to all tries is a fault', async () => {
  front.next(answerWith(500), answerWith(503), answerWith(500), answerWith(500));
  const merchant_uid = checkout.newMerchantUid();
  const error = await errorOf(clientWith().orders.register({ ...ORDER, merchant_uid }));
  expect(error).toMatchObject({ code: 'unavailable', http: 500, tries: 4, merchantUid: merchant_uid });
});

test('a service that is not there is a fault of the network, by its code', async () => {
  const error = await errorOf(clientWith({ url: 'http://127.0.0.1:1' }).orders.get('ord-1'));
  expect(error).toMatchObject({ code: 'network', tries: 4 });
});

describe('a time limit', () => {
  const silent = () => undefined;
  const halfAnswer = answerWithHalf();

  test.each([
    ['without an answer', silent],
    ['in the middle of an answer', halfAnswer],
  ])('of a try is over %s: the next try succeeds', async (_, turn) => {
    const merchantUid = await checkout.order();
    front.next(turn);
    const result = await clientWith({ timeoutMs: 300 }).orders.get(merchantUid);
    expect([result.status, front.seen.length]).toEqual(['ok', 2]);
  });

  test('of the whole call is a fault', async () => {
    front.next(silent);
    const error = await errorOf(clientWith({ totalTimeoutMs: 50 }).orders.get('ord-1'));
    expect(error).toMatchObject({ code: 'timeout', tries: 1 });
  });

  test('of one call counts in place of the client’s', async () => {
    front.next(silent);
    const error = await errorOf(clientWith().orders.get('ord-1', { totalTimeoutMs: 50 }));
    expect(error).toMatchObject({ code: 'timeout' });
  });
});

describe('a signal', () => {
  test('ends a call that waits for its answer', async () => {
    const controller = new AbortController();
    front.next(() => controller.abort());
    const error = await errorOf(clientWith().orders.get('ord-1', { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'aborted', tries: 1 });
  });

  test('ends a pause between tries', async () => {
    const controller = new AbortController();
    front.next((_req, res) => {
      res.writeHead(503, { 'retry-after': '20' }).end();
      res.once('close', () => setImmediate(() => controller.abort()));
    });
    const error = await errorOf(clientWith().orders.get('ord-1', { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'aborted', tries: 1 });
  });

  test('that is aborted before sends nothing', async () => {
    expect(await errorOf(clientWith().orders.get('ord-1', { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'aborted',
    });
    expect(front.seen).toEqual([]);
  });
});

describe('an answer that is not the service’s', () => {
  test.each([
    ['a page of a proxy with 200', answerWith(200, { 'content-type': 'text/html' }, '<html>')],
    ['JSON of nobody knows whom with 404', answerWith(404, { 'content-type': 'application/json' }, '{"error":"x"}')],
    ['an empty 200', answerWith(200)],
    ['a redirect', answerWith(302, { location: 'http://127.0.0.1:1/' })],
  ])('such as %s is a fault, and is not tried again', async (_, turn) => {
    front.next(turn);
    expect(await errorOf(clientWith().orders.register(ORDER))).toMatchObject({ code: 'unexpectedAnswer', tries: 1 });
  });
});

test('an own fetch sends the requests, and what it puts on its errors is not passed on', async () => {
  const calls: string[] = [];
  const client = clientWith({
    retry: { limit: 0 },
    fetch: async (url, init) => {
      calls.push(`${init.method} ${url}`);
      throw Object.assign(new Error(`sent with ${JSON.stringify(init.headers)}`), { code: 'EOWN', init });
    },
  });
  const error = await errorOf(client.orders.get('ord-1'));
  expect(error).toMatchObject({ code: 'network', message: 'GET /orders/ord-1 got no answer: EOWN (1 try)' });
  expect(calls).toEqual([`GET ${front.url()}/orders/ord-1`]);
});

test('a base address with a path is kept', async () => {
  front.next(answerWith(404, {}, '{"status":"orderNotFound","message":"No such order"}'));
  await clientWith({ url: `${front.url()}/pay/` }).orders.get('ord-1');
  expect(front.seen).toMatchObject([{ path: '/pay/orders/ord-1' }]);
});

test.each(['', '.', '..'])('an id %p is refused before anything is sent', async (id) => {
  await expect(clientWith().orders.get(id)).rejects.toThrow(TypeError);
  expect(front.seen).toEqual([]);
});

test.each([
  { url: 'ftp://pay.example' },
  { url: 'pay.example' },
  { url: 'http://user:secret-of-mine@pay.example' },
  { key: '' },
  { key: 'secret-of-mine\n' },
  { key: undefined },
])('options %j are refused, and are not shown', (options) => {
  const make = () => clientWith(options as never);
  expect(make).toThrow(TypeError);
  expect(make).not.toThrow('secret-of-mine');
});

function answerWithHalf() {
  return (_req: unknown, res: import('node:http').ServerResponse) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    res.write('{"merchant_uid":');
  };
}
