import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTour } from '../../../../sandbox/demo/tour/create-tour';
import { runTour } from '../../../../sandbox/demo/tour/run-tour';
import { createTourCheckList } from '../../../../sandbox/demo/tour/tour-checks';
import type { TourStep } from '../../../../sandbox/demo/tour/tour-step';
import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly location?: string;
}

let sandbox: Sandbox;
let server: Server;
let reply: (request: IncomingMessage, body: string) => Reply;

beforeEach(async () => {
  sandbox = await createSandbox();
  server = createServer((request, response) => {
    void text(request).then((sent) => {
      const { status, body, location } = reply(request, sent);
      response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await sandbox.close();
});

async function run(...steps: TourStep['run'][]) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(...line.split('\n').filter(Boolean));
  const checks = createTourCheckList(print);
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let orders = 0;
  const newMerchantUid = () => `run-${(orders += 1)}`;
  const tour = createTour({ serviceUrl, ordersKey: 'the-key', newMerchantUid, sandbox, checks, print });
  await runTour(
    steps.map((step) => ({ title: 'a step', run: step })),
    tour,
    { checks, print },
  );
  return { lines, ...checks.result() };
}

test('registers orders under keys of its own, with the orders key, which is not printed', async () => {
  const seen: unknown[] = [];
  reply = (request, body) => {
    seen.push([request.headers.authorization, JSON.parse(body)]);
    return { status: 201, body: '{"status":"pending"}' };
  };
  const { lines, failed } = await run(async (tour) => {
    await tour.register({ name: 'Mug', amount: 12000 });
    await tour.register({ name: 'Cup', amount: 9000 });
    expect(tour.orders()).toEqual(['run-1', 'run-2']);
  });
  expect(failed).toEqual([]);
  expect(seen[0]).toEqual(['Bearer the-key', { merchant_uid: 'run-1', name: 'Mug', amount: 12000 }]);
  expect(lines.join('\n')).not.toContain('the-key');
});

test('an answer that is not the expected one is printed, counted and does not end the tour', async () => {
  reply = () => ({ status: 200, body: '{"status":"success"}' });
  const { lines, made, failed } = await run(
    async (tour) => {
      await tour.callback({ imp_uid: 'imp_1', merchant_uid: 'run-1' }, { http: 400, fields: { status: 'forgery' } });
    },
    async (tour) => {
      await tour.callback({ imp_uid: 'imp_1', merchant_uid: 'run-1' }, { http: 200 });
    },
  );
  expect(made).toBe(2);
  expect(failed).toEqual(['POST /payments/complete: expected HTTP 400, status "forgery"']);
  expect(lines).toContain('            → 200 {"status":"success"} ✗ expected HTTP 400, status "forgery"');
});

test('a step that throws is a failed check, and the next one still runs', async () => {
  reply = () => ({ status: 200, body: '{}' });
  const { made, failed } = await run(
    async () => {
      throw new Error('the roof fell in');
    },
    async (tour) => tour.check(true, 'still here'),
  );
  expect(made).toBe(2);
  expect(failed).toEqual(['a step: the roof fell in']);
});

test('of a page, the title is compared', async () => {
  reply = () => ({ status: 200, body: '<!doctype html><title>결제가 완료되었습니다</title>' });
  const page = { http: 200, fields: { page: '결제가 완료되었습니다' } };
  const { failed } = await run(async (tour) => {
    await tour.redirect({ imp_uid: 'imp_1', merchant_uid: 'run-1' }, page);
  });
  expect(failed).toEqual([]);
});

test('of a redirect, where it leads', async () => {
  reply = () => ({ status: 303, body: 'See Other', location: 'http://shop.example/result?status=success' });
  const sentOn = { http: 303, fields: { location: 'http://shop.example/result', status: 'success' } };
  const { failed } = await run(async (tour) => {
    await tour.redirect({ imp_uid: 'imp_1', merchant_uid: 'run-1' }, sentOn);
  });
  expect(failed).toEqual([]);
});

test('many requests at once are one line a lot', async () => {
  let arrived = 0;
  reply = () => ({ status: (arrived += 1) === 3 ? 500 : 200, body: '{}' });
  const exchange = { actor: 'browser', method: 'POST', path: '/x', body: 'a=b', expected: { http: 200 } } as const;
  const { lines, failed } = await run((tour) => tour.atOnce([{ times: 5, exchange }]));
  expect(lines.slice(1)).toEqual(['   browser  5 × POST /x a=b', '            → 4 × 200 ✗']);
  expect(failed).toEqual(['→ 4 × 200']);
});

test('webhooks must arrive, as many as expected, and be answered with 200', async () => {
  reply = (_request, body) => ({ status: body.includes('imp_bad') ? 503 : 200, body: '{}' });
  const { failed } = await run(async (tour) => {
    sandbox.settings.change({
      webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/payments/webhook`,
    });
    const good = tour.pay({ merchant_uid: 'run-1', amount: 1004 });
    sandbox.payments.approve(good.imp_uid);
    await tour.webhooks();
    const bad = tour.pay({ merchant_uid: 'run-1', amount: 1004, imp_uid: 'imp_bad' });
    sandbox.payments.approve(bad.imp_uid);
    await tour.webhooks();
    await tour.webhooks();
  });
  expect(failed).toEqual(['→ 503', '0 webhooks were sent, not 1']);
});
