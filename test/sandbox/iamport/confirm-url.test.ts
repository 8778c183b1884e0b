import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { startReceiver, type Receiver, type ReceiverAnswer } from './support/start-receiver';

let sandbox: Sandbox;
let shop: Receiver;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

/** Opens a window whose shop answers the confirm call so, and pays in it. */
async function pay(answer: ReceiverAnswer, more: object = {}) {
  shop = await startReceiver(() => answer);
  const result = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 1004, confirm_url: shop.url, ...more });
  if (!result.opened) throw new Error('not opened');
  const { id, impUid } = result.checkout;
  const told = await sandbox.checkouts.approve(id);
  return { told, payment: sandbox.payments.get(impUid), impUid };
}

test('asks with imp_uid, merchant_uid and amount, as JSON, before the approval', async () => {
  const { payment, impUid } = await pay(200);
  expect(shop.received).toMatchObject([{ contentType: 'application/json' }]);
  expect(shop.bodies()).toEqual([{ imp_uid: impUid, merchant_uid: 'order-1', amount: 1004 }]);
  expect(payment).toMatchObject({ status: 'paid' });
});

const stopped = (reason: string) => `고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${reason})`;

test.each([
  { answer: 201, reason: '알 수 없음' },
  { answer: 204, reason: '알 수 없음' },
  { answer: 302, reason: '알 수 없음' },
  { answer: 400, reason: '알 수 없음' },
  { answer: 500, reason: '알 수 없음' },
  { answer: 'reset', reason: '알 수 없음' },
  { answer: 'silence', reason: '알 수 없음' },
  { answer: { status: 400, body: { reason: '재고 부족' } }, reason: '재고 부족' },
  { answer: { status: 400, body: { reason: '$& 부족' } }, reason: '$& 부족' },
  { answer: { status: 400, body: { reason: 7 } }, reason: '알 수 없음' },
  { answer: { status: 500, body: null }, reason: '알 수 없음' },
] as { answer: ReceiverAnswer; reason: string }[])('$answer stops the payment: $reason', async ({ answer, reason }) => {
  if (answer === 'silence') sandbox.settings.change({ confirmTimeoutMs: 50 });
  const { payment, told } = await pay(answer);
  expect(payment).toMatchObject({ status: 'failed', fail_reason: stopped(reason), paid_at: 0 });
  expect(told).toMatchObject({ rsp: { error_msg: stopped(reason) } });
});

test('200 goes on whatever its body says', async () => {
  const { payment } = await pay({ status: 200, body: { reason: '재고 부족' } });
  expect(payment).toMatchObject({ status: 'paid' });
});

test('while it is asked, the API shows ready', async () => {
  const shown: string[] = [];
  shop = await startReceiver(() => {
    shown.push(...sandbox.payments.all().map(({ status }) => status));
    return 200;
  });
  const result = sandbox.checkouts.open({ merchant_uid: 'order-1', amount: 1004, confirm_url: shop.url });
  if (result.opened) await sandbox.checkouts.approve(result.checkout.id);
  expect(shown).toEqual(['ready']);
  expect(sandbox.payments.all()).toMatchObject([{ status: 'paid' }]);
});

test('some PGs do not ask', async () => {
  await sandbox.close();
  const kiumpay = { channelKey: 'channel-kiumpay', pgProvider: 'daou', pgId: 'MID', sandbox: false };
  sandbox = await createSandbox({ channels: [kiumpay] });
  const { payment } = await pay(500);
  expect(payment).toMatchObject({ status: 'paid' });
  expect(shop.received).toEqual([]);
});

test('10 seconds unless set otherwise', async () => {
  shop = await startReceiver();
  expect(sandbox.settings.current().confirmTimeoutMs).toBe(10_000);
});
