import type { OutboxEntry } from '../../src/domain/outbox';
import type { OrderDocument } from '../../src/store/order.model';
import { buildEntry } from '../support/build-entry';
import { SHOP_EVENT } from '../support/delivery';
import { useDesk, type DeskVisitor } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const desk = useDesk({
  engineer: ['orders:read', 'operate', 'audit'],
  support: ['orders:read'],
  operator: ['operate'],
});
const orders = () => desk.db().collection<OrderDocument>('orders');

/** An order with dead letters. Both carriers deliver to the log. */
async function withDead(...overrides: Partial<OutboxEntry>[]): Promise<string> {
  const merchantUid = await desk.order();
  const deadSince = new Date();
  const entries = overrides.map((each, i) =>
    buildEntry({ id: `${merchantUid}_${i}`, attempts: 60, lastError: 'HTTP 500', deadAt: deadSince, ...each }),
  );
  await orders().updateOne({ _id: merchantUid }, { $push: { outbox: { $each: entries } }, $set: { deadSince } });
  return merchantUid;
}

async function english(name: string): Promise<DeskVisitor> {
  const person = await desk.signedIn(name);
  await person.open('/desk/messages?lang=en');
  return person;
}
const isDelivered = (merchantUid: string) =>
  waitUntil(async () => {
    desk.runPasses();
    const outbox = (await desk.stored(merchantUid))?.outbox.filter(({ attempts }) => attempts > 59) ?? [];
    return outbox.length > 0 && outbox.every(({ deliveredAt }) => deliveredAt);
  });
const attemptsOf = async (merchantUid: string) =>
  (await desk.stored(merchantUid))?.outbox.map(({ attempts }) => attempts);

beforeEach(async () => {
  await orders().updateMany({}, { $unset: { deadSince: 1 } });
  await desk.db().collection('resends').deleteMany({});
});

test('failed messages are shown by carrier, with order, tries, last error and age, without text and receiver', async () => {
  const merchantUid = await withDead({}, { message: SHOP_EVENT });
  const { text } = await (await english('engineer')).open('/desk/messages');
  expect(text).toContain('Text message to the buyer');
  expect(text).toContain('Event for the shop’s server');
  expect(text).toContain(`href="/desk/orders/${merchantUid}"`);
  expect(text).toContain('HTTP 500');
  expect(text).toContain('>60<');
  expect(text).toContain('0 minutes ago');
  expect(text).not.toContain('010-0000-0000');
  expect(text).not.toContain('가상계좌 안내');
});

test('one carrier alone is shown', async () => {
  const text = await withDead({});
  const event = await withDead({ message: SHOP_EVENT });
  const page = await (await english('engineer')).open('/desk/messages?carrier=shop');
  expect(page.text).toContain(`/desk/orders/${event}"`);
  expect(page.text).not.toContain(`/desk/orders/${text}"`);
});

test('one message is sent again; pressed twice, it is sent once, and the second press is told so', async () => {
  const merchantUid = await withDead({});
  const engineer = await english('engineer');
  await engineer.open('/desk/messages');
  const first = await engineer.submit('/desk/messages/replay', { id: `${merchantUid}_0` });
  expect([first.status, first.location]).toEqual([303, '/desk/messages']);
  expect((await engineer.open('/desk/messages')).text).toContain(
    `The message of order ${merchantUid} will be sent again.`,
  );
  const second = await engineer.submit('/desk/messages/replay', { id: `${merchantUid}_0` });
  expect(second.status).toBe(404);
  expect(second.text).toContain('No failed message has this id');
  await isDelivered(merchantUid);
  expect(await attemptsOf(merchantUid)).toEqual([61]);
});

test('all messages of a carrier are sent again by one recorded request, and those of others stay', async () => {
  const text = await withDead({});
  const events = [await withDead({ message: SHOP_EVENT }), await withDead({ message: SHOP_EVENT })];
  const engineer = await english('engineer');
  await engineer.open('/desk/messages');
  const request = { carrier: 'shop', request_id: 'press-1' };
  const [first, second] = [
    await engineer.submit('/desk/messages/replay-all', request),
    await engineer.submit('/desk/messages/replay-all', request),
  ];
  expect([first.status, second.status]).toEqual([303, 303]);
  for (const event of events) await isDelivered(event);
  expect(await Promise.all([text, ...events].map(attemptsOf))).toEqual([[60], [61], [61]]);
  await waitUntil(async () => {
    desk.runPasses();
    return (await engineer.open('/desk/messages')).text.includes('>Done<');
  });
  const page = await engineer.open('/desk/messages');
  expect(page.text).toContain('All failed messages: Event for the shop’s server');
  expect(page.text).toContain('2 (of 2 orders)');
  expect(page.text.match(/All failed messages: /g)).toHaveLength(1);
  const entries = { action: 'replay', 'details.request_id': 'press-1' };
  await waitUntil(async () => {
    desk.runPasses();
    return (await desk.db().collection('audit').countDocuments(entries)) >= 3;
  });
  expect(await desk.db().collection('audit').countDocuments(entries)).toBe(3);
});

test('events of a period are sent again, in Korean time', async () => {
  const { merchantUid } = await desk.paidOrder();
  await waitUntil(async () => (await desk.stored(merchantUid))?.outbox[0]?.deliveredAt);
  const engineer = await english('engineer');
  await engineer.open('/desk/messages');
  const korean = (ms: number) => new Date(Date.now() + ms + 9 * 3_600_000).toISOString().slice(0, 16);
  const fields = { request_id: 'period-1', from: korean(-3_600_000), to: '' };
  expect((await engineer.submit('/desk/messages/resend', fields)).status).toBe(303);
  await waitUntil(async () => {
    desk.runPasses();
    return (await desk.stored(merchantUid))?.outbox[0]?.firstDeliveredAt;
  });
  expect((await engineer.open('/desk/messages')).text).toContain('Events of a period');
});

test.each([
  ['no time', { from: 'tomorrow' }, 400, 'Check the period'],
  [
    'a period that ends before it begins',
    { from: '2026-11-30T10:00', to: '2026-11-30T09:00' },
    400,
    'Check the period',
  ],
  ['a period to come', { from: '2099-01-01T00:00' }, 400, 'Check the period'],
  ['a period too long ago', { from: '2020-01-01T00:00' }, 400, 'begins too long ago'],
])('%s is refused in words, and what was entered stays', async (_what, fields, status, words) => {
  const engineer = await english('engineer');
  await engineer.open('/desk/messages');
  const answer = await engineer.submit('/desk/messages/resend', { request_id: 'period-2', to: '', ...fields });
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  expect(answer.text).toContain(`value="${fields.from}"`);
});

test('the id of another request is refused in words', async () => {
  const engineer = await english('engineer');
  await engineer.open('/desk/messages');
  await engineer.submit('/desk/messages/replay-all', { carrier: 'shop', request_id: 'taken-1' });
  const answer = await engineer.submit('/desk/messages/replay-all', { carrier: 'sms', request_id: 'taken-1' });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('This form was used already for another request');
});

test('a key without operate sees the messages and no button, and is refused by hand', async () => {
  const merchantUid = await withDead({});
  const support = await english('support');
  const { text } = await support.open('/desk/messages');
  expect(text).toContain(merchantUid);
  expect(text).toContain('a key that has the scope operate');
  expect(text).not.toMatch(/action="\/desk\/messages/);
  for (const [path, fields] of [
    ['replay', { id: `${merchantUid}_0` }],
    ['replay-all', { carrier: 'sms', request_id: 'no-1' }],
    ['resend', { from: '2026-11-30T10:00', to: '', request_id: 'no-2' }],
  ] as const) {
    expect((await support.submit(`/desk/messages/${path}`, fields)).status).toBe(403);
  }
  expect(await attemptsOf(merchantUid)).toEqual([60]);
  expect(await desk.db().collection('resends').countDocuments({})).toBe(0);
});

test('what a receiver has answered is text, never markup', async () => {
  await withDead({ lastError: '<img src=x onerror=alert(1)>' });
  const { text } = await (await english('engineer')).open('/desk/messages');
  expect(text).not.toContain('<img src=x');
  expect(text).toContain('&lt;img src=x onerror=alert(1)>');
});

test.each([
  ['replay', { id: 'no-such-message' }, 404, 'No failed message has this id'],
  ['resend', { request_id: 'period-3', from: 'tomorrow', to: '' }, 400, 'Check the period'],
])('a key that may not read orders gets the reason of a refused %s alone', async (form, fields, status, words) => {
  const merchantUid = await withDead({});
  const operator = await english('operator');
  await operator.open('/desk/messages');
  const answer = await operator.submit(`/desk/messages/${form}`, fields);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  expect(answer.text).not.toContain(merchantUid);
});
