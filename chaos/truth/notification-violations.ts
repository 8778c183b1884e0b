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
type ShopMessage = Extract<Message, { channel: 'shop' }>;

/**
 * Every transition and every attention must have exactly one event for the shop, in their order; every issued account one
 * text message and one copy for the customer's record; every refused cancel, and every one of a payment that did not settle
 * the order, one event.
 */
export function notificationViolations(order: OrderDocument): string[] {
  const { outbox, history, attention } = order;
  const ids = outbox.map(({ id }) => id);
  const events = outbox.flatMap(({ message }) => (message.channel === 'shop' ? [message] : []));
  const moved = events.filter(({ event }) => event.startsWith('order.'));
  const noted = events.filter(({ event }) => event === 'payment.attention');
  // A dead event for the shop is told to the shop by no other event.
  const deadEvents = outbox.filter(({ message }) => message.channel === 'shop').map(({ id }) => id);
  const toTell = attention.filter(({ notificationId: id }) => id === undefined || !deadEvents.includes(id));
  return [
    ...(new Set(ids).size === ids.length ? [] : ['two notifications have one id']),
    ...difference(
      'transitions',
      history.map(({ at, to, impUid }) => `${at.toISOString()} ${EVENTS[to]} ${impUid}`),
      moved.map(({ event, data }) => `${data.at} ${event} ${data.imp_uid}`),
    ),
    ...difference(
      'attention',
      toTell.map(({ at, reason, impUid }) => `${at.toISOString()} ${reason} ${impUid}`),
      noted.map(({ data }) => `${data.at} ${data.reason} ${data.imp_uid}`),
    ),
    ...accountViolations(order),
    ...cancelViolations(order, events),
  ];
}

function difference(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  return wanted.join('\n') === found.join('\n')
    ? []
    : [`${what}: told\n  ${found.join('\n  ')}\ninstead of\n  ${wanted.join('\n  ')}`];
}

const HOUR_MS = 60 * 60_000;

/** Of how many accounts a text message tells: of those with a number, three in an hour and ten in all. */
function textsToSend({ history, payments }: OrderDocument): number {
  const issued = history.filter(({ to }) => to === 'ready');
  const isTold = issued.map(({ at, impUid }, index) => {
    const lately = issued.slice(0, index).filter((earlier) => at.getTime() - earlier.at.getTime() < HOUR_MS);
    const account = payments.find((payment) => payment.impUid === impUid)?.virtualAccount;
    return index < 10 && lately.length < 3 && account?.number !== null;
  });
  return isTold.filter(Boolean).length;
}

function accountViolations(order: OrderDocument): string[] {
  const { outbox, history, customerId, buyer } = order;
  const problems: string[] = [];
  const count = (fits: (message: Message) => boolean) => outbox.filter(({ message }) => fits(message)).length;
  const issued = history.filter(({ to }) => to === 'ready').length;
  const records = count(({ channel }) => channel === 'customerRecord');
  const texts = count((message) => message.channel === 'sms' && message.text.startsWith('[가상계좌 안내]'));
  if (records !== (customerId === null ? 0 : issued))
    problems.push(`${issued} accounts, ${records} copies for the customer`);
  const toTell = textsToSend(order);
  if (texts !== (buyer?.tel === undefined ? 0 : toTell)) problems.push(`${toTell} accounts, ${texts} text messages`);
  return problems;
}

function cancelViolations({ cancels, paidBy }: OrderDocument, events: readonly ShopMessage[]): string[] {
  const count = (wanted: string, impUid: string) =>
    events.filter(({ event, data }) => event === wanted && data.imp_uid === impUid).length;
  const money = cancels.filter(({ kind }) => kind === 'cancel');
  return [...new Set(money.map(({ impUid }) => impUid))].flatMap((impUid) => {
    const ended = (state: string) =>
      money.filter((cancel) => cancel.impUid === impUid && cancel.state === state).length;
    const refused = [ended('refused'), count('payment.cancel_refused', impUid)] as const;
    // A definite no may follow on what a report had seemed to show, and been told as.
    const done = [impUid === paidBy ? 0 : ended('done'), count('payment.cancelled', impUid)] as const;
    return [
      ...(refused[0] === refused[1] ? [] : [`${impUid}: ${refused[0]} cancels refused, ${refused[1]} told`]),
      ...(done[1] >= done[0] && done[1] <= ended('done') + ended('refused')
        ? []
        : [`${impUid}: ${done[0]} cancels done, ${done[1]} told`]),
    ];
  });
}
