import { logOf } from '../../src/domain/order-log';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import type { OutboxEntry, OutboxMessage } from '../../src/domain/outbox';
import { planEventsResend, planMessageResend, planPeriodResend } from '../../src/domain/plan-resend';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';

const HOUR = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const NOW = HOUR(12);
const EVENT: OutboxMessage = {
  channel: 'shop',
  event: 'order.paid',
  data: {
    merchant_uid: 'ord-1',
    imp_uid: 'imp_1',
    status: 'paid',
    amount: 64_900,
    cancel_amount: 0,
    currency: 'KRW',
    at: '2026-11-21T01:00:00.000Z',
  },
};
const event = (id: string, fields: Partial<OutboxEntry> = {}) =>
  buildEntry({ id, message: EVENT, attempts: 1, deliveredAt: HOUR(3), ...fields });
const withOutbox = (...outbox: OutboxEntry[]) => ({ ...buildOrder(), outbox });
const ALERT: Partial<OutboxEntry> = { message: { channel: 'alert', merchantUid: 'ord-1', reason: 'late' } };
const WAITING = { deliveredAt: null };
const SENT_AGAIN = { firstDeliveredAt: HOUR(2), resentAt: HOUR(4) };

describe('one message', () => {
  test('that was delivered is sent again, from its position', () => {
    const order = withOutbox(event('a'), event('b'), event('c', WAITING));
    const { answer, change } = planMessageResend(order, 'b', NOW);
    expect(answer).toBe('resending');
    expect(change?.resend).toEqual({
      entries: [{ position: 1, entry: order.outbox[1] }],
      outboxSize: 3,
      at: NOW,
      requestId: null,
    });
    expect(change).toMatchObject({ state: order.state, messages: [], history: [], attention: [] });
  });

  test.each<[string, Partial<OutboxEntry>, string]>([
    ['was never delivered', WAITING, 'messageWaiting'],
    ['waits to be sent again already', { ...WAITING, ...SENT_AGAIN }, 'resending'],
    ['is a dead letter', { ...WAITING, deadAt: HOUR(5) }, 'messageDead'],
    ['is a dead letter since it was sent again', { ...WAITING, ...SENT_AGAIN, deadAt: HOUR(5) }, 'messageDead'],
    ['is for the buyer', { message: { channel: 'sms', to: '010-0000-0000', text: 'x' } }, 'notForShop'],
  ])('that %s changes nothing', (_which, fields, answer) => {
    expect(planMessageResend(withOutbox(event('a', fields)), 'a', NOW)).toEqual({ change: null, answer });
  });

  test.each<[string, number, Partial<OutboxEntry>, string]>([
    ['an order that has dropped none', ORDER_LIMITS.deliveredMessages - 1, {}, 'messageNotFound'],
    ['an order that may have dropped it', ORDER_LIMITS.deliveredMessages, {}, 'messageGone'],
    [
      'an order that may have dropped it before its messages were sent again',
      ORDER_LIMITS.deliveredMessages,
      { ...WAITING, ...SENT_AGAIN },
      'messageGone',
    ],
    ['an order with as many messages, alerts among them', ORDER_LIMITS.deliveredMessages, ALERT, 'messageNotFound'],
  ])('that is not there, of %s', (_which, count, fields, answer) => {
    const order = withOutbox(...Array.from({ length: count }, (_, n) => event(`e${n}`, fields)));
    expect(planMessageResend(order, 'nobody', NOW)).toEqual({ change: null, answer });
  });

  test('may be sent again as often as it was delivered', () => {
    const order = withOutbox(event('a', SENT_AGAIN));
    expect(planMessageResend(order, 'a', NOW).change?.resend?.entries).toHaveLength(1);
  });
});

describe('the events of an order', () => {
  const order = withOutbox(
    event('2h', { deliveredAt: HOUR(2) }),
    buildEntry({ id: 'sms', deliveredAt: HOUR(3) }),
    event('3h'),
    event('again', { ...WAITING, ...SENT_AGAIN }),
    event('4h', { deliveredAt: HOUR(4) }),
    event('dead', { ...WAITING, deadAt: HOUR(4) }),
    event('waits', WAITING),
    event('twice', { deliveredAt: HOUR(9), firstDeliveredAt: HOUR(1) }),
  );
  const idsOf = (plan: ReturnType<typeof planEventsResend>) =>
    plan.change?.resend?.entries.map(({ entry }) => entry.id) ?? [];

  test.each<[string, Date | null, Date | null, string[]]>([
    ['without a period', null, null, ['2h', '3h', '4h', 'twice']],
    ['from a moment on', HOUR(3), null, ['3h', '4h', 'twice']],
    ['before a moment', null, HOUR(3), ['2h', 'twice']],
    ['of a period', HOUR(2), HOUR(4), ['2h', '3h']],
    ['of a period without any', HOUR(7), HOUR(8), []],
    ['of the time of their first delivery', HOUR(1), HOUR(2), ['twice']],
  ])('%s are sent again in their sequence, those for the shop alone', (_which, from, to, ids) => {
    const plan = planEventsResend(order, { from, to }, NOW);
    expect(idsOf(plan)).toEqual(ids);
    expect([plan.resent, plan.underWay]).toEqual([ids.length, 1]);
  });

  test('that were sent again since they were seen are not sent once more', () => {
    const again = withOutbox(event('a', SENT_AGAIN), event('b'));
    const all = { from: null, to: null };
    expect(idsOf(planEventsResend(again, all, NOW, SENT_AGAIN.resentAt))).toEqual(['b']);
    expect(idsOf(planEventsResend(again, all, NOW, HOUR(5)))).toEqual(['a', 'b']);
  });

  test.each<[string, Partial<OutboxEntry>, number]>([
    ['was delivered within it', {}, 1],
    ['was delivered before it', { deliveredAt: HOUR(1) }, 0],
    ['was accepted within it, and again after it', { deliveredAt: HOUR(5), firstDeliveredAt: HOUR(2) }, 1],
    ['was accepted before it, and again within it', { deliveredAt: HOUR(3), firstDeliveredAt: HOUR(1) }, 1],
    ['was accepted before it, and again after it', { deliveredAt: HOUR(5), firstDeliveredAt: HOUR(1) }, 0],
    ['was sent again before the request, and accepted within it', { ...SENT_AGAIN, resentAt: HOUR(3) }, 1],
    ['waits since this request', { ...WAITING, ...SENT_AGAIN, resentAt: HOUR(6) }, 0],
    ['was sent again since this request, by a slow clock', { ...SENT_AGAIN, resentAt: HOUR(6) }, 0],
  ])('an event that %s: sent again so often by the resend of a period', (_which, fields, count) => {
    const period = { requestId: 'r-1', from: HOUR(2), to: HOUR(5), requestedAt: HOUR(6) };
    const plan = planPeriodResend(withOutbox(event('a', fields)), period, NOW);
    expect(plan.resent).toBe(count);
    expect(plan.change?.resend?.requestId).toBe(count === 0 ? undefined : 'r-1');
  });
});

test('the log names the message, or counts them, and the resend of a period', () => {
  const order = withOutbox(event('a'), event('b'));
  const logged = (change: ReturnType<typeof planMessageResend>['change']) => change && logOf(order, change, NOW);
  const resent = { kind: 'resent', at: NOW };
  expect(logged(planMessageResend(order, 'b', NOW).change)).toEqual([{ ...resent, messages: 1, id: 'b' }]);
  expect(logged(planEventsResend(order, { from: null, to: null }, NOW).change)).toEqual([{ ...resent, messages: 2 }]);
  const period = { requestId: 'r-1', from: HOUR(0), to: NOW, requestedAt: NOW };
  expect(logged(planPeriodResend(order, period, NOW).change)).toEqual([{ ...resent, messages: 2, requestId: 'r-1' }]);
});
