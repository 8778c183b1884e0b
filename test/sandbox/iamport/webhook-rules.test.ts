import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { startReceiver, type Receiver } from './support/start-receiver';

let shop: Receiver;
let sandbox: Sandbox;
let waits: number[];
beforeEach(async () => {
  waits = [];
  shop = await startReceiver();
  sandbox = await createSandbox({ webhookUrl: shop.url, sleep: async (ms) => void waits.push(ms) });
  for (const number of [1, 2, 3]) {
    sandbox.payments.create({ imp_uid: `imp_${number}`, merchant_uid: `order-${number}`, amount: 1004 });
  }
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

const approve = async (...impUids: string[]) => {
  for (const impUid of impUids) sandbox.payments.approve(impUid);
  await sandbox.webhooks.settled();
};
const arrived = () => shop.bodies().map((body) => body['imp_uid']);

test('drop: the payment is paid and nobody is told', async () => {
  sandbox.webhooks.rules.set({ drop: true, times: 1 });
  await approve('imp_1', 'imp_2');
  expect(arrived()).toEqual(['imp_2']);
  expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'dropped' }, { outcome: 'delivered' }]);
  expect(sandbox.payments.get('imp_1')).toMatchObject({ status: 'paid' });
});

test('copies: the same webhook so many times', async () => {
  sandbox.webhooks.rules.set({ copies: 5 });
  await approve('imp_1');
  expect(arrived()).toEqual(Array.from({ length: 5 }, () => 'imp_1'));
  expect(new Set(shop.received.map(({ text }) => text)).size).toBe(1);
});

test('delayMs: it leaves later', async () => {
  sandbox.webhooks.rules.set({ delayMs: 2500 });
  await approve('imp_1');
  expect(waits).toEqual([2500]);
  expect(arrived()).toEqual(['imp_1']);
});

test('reorder: the last one first', async () => {
  sandbox.webhooks.rules.set({ reorder: 3 });
  await approve('imp_1', 'imp_2');
  expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'held' }, { outcome: 'held' }]);
  expect(arrived()).toEqual([]);
  await approve('imp_3');
  expect(arrived()).toEqual(['imp_3', 'imp_2', 'imp_1']);
});

test('reorder: what is held can be released before there are enough', async () => {
  sandbox.webhooks.rules.set({ reorder: 9 });
  await approve('imp_1', 'imp_2');
  sandbox.webhooks.release();
  await sandbox.webhooks.settled();
  expect(arrived()).toEqual(['imp_2', 'imp_1']);
});

test('status: the body is stale while the API tells the truth', async () => {
  sandbox.webhooks.rules.set({ status: 'ready' });
  await approve('imp_1');
  expect(shop.bodies()).toMatchObject([{ status: 'ready' }]);
  expect(sandbox.payments.get('imp_1')).toMatchObject({ status: 'paid' });
});

test('format: another encoding than the console’s', async () => {
  sandbox.webhooks.rules.set({ format: 'form' });
  await approve('imp_1');
  expect(shop.received).toMatchObject([{ contentType: 'application/x-www-form-urlencoded' }]);
});

test('effects combine', async () => {
  sandbox.webhooks.rules.set({ copies: 2, status: 'cancelled', delayMs: 10 });
  await approve('imp_1');
  expect(shop.bodies()).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
  expect(waits).toEqual([10]);
});

test.each([{ rule: { impUid: 'imp_2' } }, { rule: { merchantUid: 'order-2' } }])(
  '$rule meets imp_2 only',
  async ({ rule }) => {
    sandbox.webhooks.rules.set({ ...rule, drop: true });
    await approve('imp_1', 'imp_2', 'imp_3');
    expect(arrived().sort()).toEqual(['imp_1', 'imp_3']);
  },
);

test('clear ends all rules', async () => {
  sandbox.webhooks.rules.set({ drop: true });
  sandbox.webhooks.rules.clear();
  await approve('imp_1');
  expect(arrived()).toEqual(['imp_1']);
});

test.each([
  { rule: {}, complaint: 'a rule needs one of' },
  { rule: { times: 2 }, complaint: 'a rule needs one of' },
  { rule: { copies: 0 }, complaint: 'copies' },
  { rule: { drop: true, typo: 1 }, complaint: 'typo' },
])('the rule $rule is refused', ({ rule, complaint }) => {
  expect(() => sandbox.webhooks.rules.set(rule)).toThrow(complaint);
});
