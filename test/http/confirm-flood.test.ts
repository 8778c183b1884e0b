import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** Anyone who knows an order's key can send confirm calls about it, over any number of connections (§6). */
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
/** The open questions to the shop's server. */
const held: { merchantUid: string; res: ServerResponse }[] = [];
const asked: string[] = [];
let holds = (_merchantUid: string) => false;
const shop = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk: Buffer) => (body += chunk.toString()));
  req.on('end', () => {
    const { merchant_uid: merchantUid } = JSON.parse(body) as { merchant_uid: string };
    asked.push(merchantUid);
    if (holds(merchantUid)) held.push({ merchantUid, res });
    else res.writeHead(200).end();
  });
});
const settings: Record<string, string> = { CONFIRM_HOOK_SECRET: secret, CONFIRM_HOOK_FAILURE: 'allow' };
beforeAll(async () => {
  shop.listen(0, '127.0.0.1');
  await once(shop, 'listening');
  settings['CONFIRM_HOOK_URL'] = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/confirm`;
});
const checkout = useCheckout(settings);
beforeEach(() => asked.splice(0));
afterEach(() => {
  holds = () => false;
  for (const { res } of held.splice(0)) res.writeHead(200).end();
});
afterAll(() => shop.closeAllConnections());
afterAll(() => shop.close());

const confirm = (imp_uid: string, merchant_uid: string) =>
  checkout
    .http()
    .post('/payments/confirm')
    .send({ imp_uid, merchant_uid, amount: 64_900 })
    .then(({ status }) => status);
const { maxUnderWay, maxWaiting } = LIMITS.confirmQuestions;
const CROWD = maxUnderWay + maxWaiting + 10;
const timesAsked = (merchantUid: string) => asked.filter((each) => each === merchantUid).length;

test.each<[string, (n: number) => string]>([
  ['the same question', () => 'imp_1'],
  ['ever new questions', (n) => `imp_${n}`],
])('%s about one order on 260 connections leaves the shop’s places to other orders', async (_, impUid) => {
  const flooded = await checkout.order();
  const others = await Promise.all(Array.from({ length: 5 }, () => checkout.order()));
  holds = (merchantUid) => merchantUid === flooded;
  const crowd = Array.from({ length: CROWD }, (__, n) => confirm(impUid(n), flooded));
  await waitUntil(() => timesAsked(flooded) > 0);
  expect(await Promise.all(others.map((other) => confirm('imp_1', other)))).toEqual(others.map(() => 200));
  expect(others.map(timesAsked)).toEqual(others.map(() => 1));
  expect(timesAsked(flooded)).toBeLessThan(CROWD / 10);
  for (const { res } of held.splice(0)) res.writeHead(409).end();
  await Promise.all(crowd);
});

test('too many confirm calls about one order do not bypass the shop’s answer', async () => {
  const merchantUid = await checkout.order();
  holds = () => true;
  const crowd = Array.from({ length: CROWD }, (_, n) => confirm(`imp_${n}`, merchantUid));
  await waitUntil(() => held.length >= LIMITS.confirmQuestions.perOrder);
  for (const { res } of held.splice(0)) res.writeHead(409).end();
  holds = () => false;
  const statuses = await Promise.all(crowd);
  // The shop was asked about each payment that went on.
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(timesAsked(merchantUid));
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
});
