import type { AttentionReason } from '../../src/domain/order';
import type { AlertMessage, OutboxMessage, Refusal } from '../../src/domain/outbox';
import { createDeliverAlerts } from '../../src/services/deliver-alerts';
import { deliverNotifications } from '../../src/services/deliver-notifications';
import type { Outbox } from '../../src/store/outbox';
import { sms, useDelivery } from '../support/delivery';

const delivery = useDelivery();
const ENDED = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
const never = new AbortController().signal;

const alert = (merchantUid: string, reason: AttentionReason = 'late'): OutboxMessage => ({
  channel: 'alert',
  merchantUid,
  reason,
});
const storeAlerts = async (count: number) => {
  for (let n = 0; n < count; n += 1) await delivery.store(`ord-${n}`, [alert(`ord-${n}`)]);
};

/** One instance whose receiver gives these answers, the last one for good. */
function instance({
  answers = [] as (Refusal | Error | undefined)[],
  batchSize = 5,
  outboxOf = (outbox: Outbox): Outbox => outbox,
} = {}) {
  const it = delivery.instance();
  const texts: { alerts: readonly AlertMessage[]; hasMore: boolean }[] = [];
  const endings: string[] = [];
  const deliver = createDeliverAlerts({
    ...it.deps,
    outbox: outboxOf(it.deps.outbox),
    isAlerting: true,
    onEnding: (carrier, ending) => void endings.push(`${carrier} ${ending}`),
    batchSize,
    writesAtOnce: 3,
    sendAlerts: async (alerts, hasMore) => {
      texts.push({ alerts, hasMore });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const letPass = (ms: number) => (it.clock.now = new Date(it.clock.now.getTime() + ms));
  return { ...it, deliver, texts, endings, letPass };
}

test('the alerts of many orders are one text', async () => {
  await storeAlerts(4);
  const { deliver, texts, endings } = instance();
  expect(await deliver()).toEqual({ ...ENDED, delivered: 4 });
  expect(endings).toEqual(Array<string>(4).fill('alert delivered'));
  expect(texts.map(({ alerts, hasMore }) => [alerts.length, hasMore])).toEqual([[4, false]]);
  expect(await deliver()).toEqual(ENDED);
  expect(texts).toHaveLength(1);
});

test('a pass sends one text of a bounded number, and says that more wait', async () => {
  await storeAlerts(7);
  const { deliver, texts } = instance();
  await deliver();
  await deliver();
  expect(texts.map(({ alerts, hasMore }) => [alerts.length, hasMore])).toEqual([
    [5, true],
    [2, false],
  ]);
});

test('two instances tell each alert once', async () => {
  await storeAlerts(4);
  const [one, two] = [instance(), instance()];
  await Promise.all([one.deliver(), two.deliver()]);
  const told = [...one.texts, ...two.texts].flatMap(({ alerts }) => alerts.map(({ merchantUid }) => merchantUid));
  expect(told.toSorted()).toEqual(['ord-0', 'ord-1', 'ord-2', 'ord-3']);
});

test('a failed text is tried again, with one line in the log', async () => {
  await storeAlerts(3);
  const { deliver, failures, letPass, texts } = instance({ answers: [new Error('no answer'), undefined] });
  expect(await deliver()).toEqual({ ...ENDED, postponed: 3 });
  expect(failures).toEqual(['no answer']);
  letPass(60_000);
  expect(await deliver()).toEqual({ ...ENDED, delivered: 3 });
  expect(texts).toHaveLength(2);
});

test('the results of a failed text are written a few at once', async () => {
  await storeAlerts(12);
  let atOnce = 0;
  let most = 0;
  const outboxOf = (outbox: Outbox): Outbox => ({
    ...outbox,
    postpone: async (...args) => {
      most = Math.max(most, (atOnce += 1));
      return outbox.postpone(...args).finally(() => (atOnce -= 1));
    },
  });
  const { deliver } = instance({ answers: [new Error('no answer')], batchSize: 12, outboxOf });
  expect(await deliver()).toEqual({ ...ENDED, postponed: 12 });
  expect(most).toBe(3);
});

test('a result that cannot be written stops no other one, and the others are counted', async () => {
  await storeAlerts(5);
  const outboxOf = (outbox: Outbox): Outbox => ({
    ...outbox,
    postpone: (claim, next) =>
      claim.merchantUid === 'ord-1' ? Promise.reject(new Error('not written')) : outbox.postpone(claim, next),
  });
  const { deliver, endings } = instance({ answers: [new Error('no answer')], outboxOf });
  await expect(deliver()).rejects.toThrow('not written');
  expect(endings).toEqual(Array<string>(4).fill('alert postponed'));
});

test('while the database fails, each writer fails once, and the rest is left to the lease', async () => {
  await storeAlerts(5);
  let tries = 0;
  const outboxOf = (outbox: Outbox): Outbox => ({
    ...outbox,
    postpone: () => ((tries += 1), Promise.reject(new Error('no database'))),
  });
  await expect(instance({ answers: [new Error('no answer')], outboxOf }).deliver()).rejects.toThrow('no database');
  expect(tries).toBe(3);
});

test('while the receiver asks for a pause, nothing is sent, also no new alert', async () => {
  await storeAlerts(1);
  const refusal = { reason: 'HTTP 429', retryAfterMs: 30_000 };
  const { deliver, letPass, texts } = instance({ answers: [refusal, undefined] });
  await deliver();
  await delivery.store('later', [alert('later', 'duplicate')]);
  letPass(29_999);
  expect(await deliver()).toEqual(ENDED);
  expect(texts).toHaveLength(1);
  letPass(1);
  expect(await deliver()).toEqual({ ...ENDED, delivered: 2 });
});

test('an alert that is dead-lettered raises no attention, no event and no alert', async () => {
  await storeAlerts(1);
  const { deliver, deaths, letPass } = instance({ answers: [new Error('gone')] });
  for (let tries = 0; tries < 5; tries += 1) {
    await deliver();
    letPass(60_000);
  }
  expect(deaths).toEqual(['ord-0-0']);
  expect(await delivery.outbox('ord-0')).toHaveLength(1);
  expect(await delivery.attention('ord-0')).toEqual([]);
  expect(await delivery.deadSince('ord-0')).toBeInstanceOf(Date);
  expect(await deliver()).toEqual(ENDED);
});

test.each([
  ['on', true, ['alert']],
  ['off', false, []],
])('a dead letter is alerted by the write that records it, with alerts %s', async (_, isAlerting, channels) => {
  await delivery.store('ord-1', [sms('안내')]);
  const { deps, clock } = delivery.instance(async () => ({ reason: 'HTTP 410', retryAfterMs: null }));
  for (let tries = 0; tries < 5; tries += 1) {
    await deliverNotifications({ ...deps, isAlerting }, 'sms', never);
    clock.now = new Date(clock.now.getTime() + 60_000);
  }
  const added = (await delivery.outbox()).filter(({ message }) => message.channel === 'alert');
  expect(added.map(({ message }) => message.channel)).toEqual(channels);
  if (isAlerting) {
    expect(added[0]?.message).toEqual({
      channel: 'alert',
      merchantUid: 'ord-1',
      reason: 'notificationFailed',
      deadCarrier: 'sms',
    });
    expect(await delivery.place('alert')).toBeDefined();
  }
});
