import type { OrderDocument } from '../../src/store/order.model';

const EVENTS: Readonly<Record<string, string>> = {
  pending: 'order.virtual_account_revoked',
  ready: 'order.virtual_account_issued',
  paid: 'order.paid',
  partially_cancelled: 'order.partially_cancelled',
  cancelled: 'order.cancelled',
  expired: 'order.expired',
  closed: 'order.closed',
};

type Message = OrderDocument['outbox'][number]['message'];

/**
 * Every transition and every attention must have exactly one event for the shop, in their order; every issued account one
 * text message and one copy for the customer's record.
 */
export function notificationViolations(order: OrderDocument): string[] {
  const { outbox, history, attention } = order;
  const ids = outbox.map(({ id }) => id);
  const events = outbox.flatMap(({ message }) => (message.channel === 'shop' ? [message] : []));
  const told = (isAttention: boolean) =>
    events
      .filter(({ event }) => (event === 'payment.attention') === isAttention)
      .map(({ event, data }) => `${data.at} ${isAttention ? data.reason : event} ${data.imp_uid}`);
  const moves = history.map(({ at, to, impUid }) => `${at.toISOString()} ${EVENTS[to]} ${impUid}`);
  const looks = attention.map(({ at, reason, impUid }) => `${at.toISOString()} ${reason} ${impUid}`);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['two notifications have one id']),
    ...difference('transitions', moves, told(false)),
    ...difference('attention', looks, told(true)),
    ...accountViolations(order),
  ];
}

function difference(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  return wanted.join('\n') === found.join('\n')
    ? []
    : [`${what}: told\n  ${found.join('\n  ')}\ninstead of\n  ${wanted.join('\n  ')}`];
}

function accountViolations({ outbox, history, customerId, buyer }: OrderDocument): string[] {
  const problems: string[] = [];
  const issuedAt = history.flatMap(({ to, at }) => (to === 'ready' ? [at.getTime()] : []));
  const count = (time: number, fits: (message: Message) => boolean) =>
    outbox.filter(({ createdAt, message }) => createdAt.getTime() === time && fits(message)).length;
  for (const time of new Set(issuedAt)) {
    const moves = issuedAt.filter((at) => at === time).length;
    const records = count(time, ({ channel }) => channel === 'customerRecord');
    const texts = count(time, (message) => message.channel === 'sms' && message.text.startsWith('[가상계좌 안내]'));
    if (customerId !== null && records !== moves)
      problems.push(`${moves} accounts, ${records} copies for the customer`);
    if (buyer?.tel !== undefined && texts !== moves) problems.push(`${moves} accounts, ${texts} text messages`);
  }
  return problems;
}
