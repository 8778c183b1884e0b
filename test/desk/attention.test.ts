import { useDesk, type DeskAnswer } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

const desk = useDesk({
  engineer: ['orders:read', 'operate', 'refunds'],
  support: ['orders:read'],
  auditor: ['audit'],
});

/** An order that was paid twice. */
async function paidTwice(fields: Record<string, unknown> = {}) {
  const { merchantUid } = await desk.paidOrder(fields);
  const second = desk.pay(merchantUid);
  await desk.callback(second, merchantUid);
  return { merchantUid, second };
}

test('an order is listed with what happened, what to do, and the way to the form that does it', async () => {
  const { merchantUid, second } = await paidTwice();
  const engineer = await desk.signedIn('engineer');
  const { status, text } = await engineer.open('/desk/attention?lang=en').then(() => engineer.open('/desk/attention'));
  expect(status).toBe(200);
  expect(text).toContain('Paid a second time');
  expect(text).toContain('Give the money of the second payment back.');
  expect(text).toContain(`href="/desk/orders/${merchantUid}?imp_uid=${second}#cancel"`);
  expect(text).toContain(`href="/desk/orders/${merchantUid}#acknowledge"`);
  expect(text).toContain('₩64,900, Paid');
});

test('in Korean unless another language is chosen', async () => {
  await paidTwice();
  const { text } = await (await desk.signedIn('support')).open('/desk/attention');
  expect(text).toContain('<html lang="ko"');
  expect(text).toContain('이미 결제된 주문이 또 결제됨');
});

test('the newest comes first', async () => {
  const older = await paidTwice();
  desk.letPass(1_000);
  const newer = await paidTwice();
  const { text } = await (await desk.signedIn('support')).open('/desk/attention');
  expect(text.indexOf(newer.merchantUid)).toBeGreaterThan(0);
  expect(text.indexOf(newer.merchantUid)).toBeLessThan(text.indexOf(older.merchantUid));
});

test('a key without the scopes sees what to do, no buttons, and which scope it takes', async () => {
  const { merchantUid } = await paidTwice();
  const support = await desk.signedIn('support');
  await support.open('/desk/attention?lang=en');
  const { text } = await support.open('/desk/attention');
  expect(text).toContain(`/desk/orders/${merchantUid}"`);
  expect(text).not.toContain('#cancel');
  expect(text).not.toContain('#acknowledge');
  expect(text).toContain('Ask somebody who has a key with the scope refunds.');
});

test('a key that may read no orders gets 403', async () => {
  const { status } = await (await desk.signedIn('auditor')).open('/desk/attention');
  expect(status).toBe(403);
});

test('a stranger is sent to the sign-in, and sees nothing', async () => {
  const { merchantUid } = await paidTwice();
  const { status, location, text } = await desk.visitor().open('/desk/attention');
  expect(status).toBe(303);
  expect(location).toBe('/desk/sign-in?to=%2Fdesk%2Fattention');
  expect(text).not.toContain(merchantUid);
});

test('one reason alone is listed, over pages of the same filter', async () => {
  const twice = await paidTwice();
  const forged = await desk.order();
  await desk.callback(desk.pay(forged, { amount: 100 }), forged);
  const support = await desk.signedIn('support');
  const { text } = await support.open('/desk/attention?reason=amountDiffers');
  expect(text).toContain(forged);
  expect(text).not.toContain(twice.merchantUid);
  expect((await support.open('/desk/attention?reason=')).text).toContain(twice.merchantUid);
  expect((await support.open('/desk/attention?reason=cancelDelayed')).text).toContain(
    '이 사유로 확인할 주문이 없습니다',
  );
  expect((await support.open('/desk/attention?reason=nonsense')).status).toBe(400);
});

test('pages of 20 orders lead to each order once', async () => {
  const made = await Promise.all(
    Array.from({ length: 22 }, async () => {
      const order = await desk.order();
      await desk.callback(desk.pay(order, { amount: 200 }), order);
      return order;
    }),
  );
  const support = await desk.signedIn('support');
  const seen: string[] = [];
  for (let path: string | undefined = '/desk/attention?reason=amountDiffers'; path !== undefined;) {
    const { text }: DeskAnswer = await support.open(path);
    seen.push(...[...text.matchAll(/<h2><a href="\/desk\/orders\/([^"]+)"/g)].map(([, key = '']) => key));
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(made));
});

test('what a buyer or a PG can fill is text, never markup', async () => {
  const script = '<script>alert(1)</script>';
  const { merchantUid } = await paidTwice({ name: script });
  const odd = desk.pay(merchantUid, { amount: 1, currency: '<b>' });
  await desk.callback(odd, merchantUid);
  const { text } = await (await desk.signedIn('engineer')).open('/desk/attention');
  expect(text).not.toContain(script);
  expect(text).toContain('&lt;script>alert(1)&lt;/script>');
  expect(text).not.toContain('<b>');
});

test('what was acknowledged is no longer listed', async () => {
  const { merchantUid } = await paidTwice();
  const { attention } = await desk.read(merchantUid);
  await desk
    .http()
    .post(`/orders/${merchantUid}/attention/acknowledge`)
    .set('authorization', `Bearer ${ORDERS_API_KEY}`)
    .send({ entries: attention.length });
  const { text } = await (await desk.signedIn('engineer')).open('/desk/attention');
  expect(text).not.toContain(merchantUid);
});
