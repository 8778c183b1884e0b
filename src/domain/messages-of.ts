import type { EndedCancel } from './cancel/cancel';
import { endedCancels } from './cancel/ended-cancels';
import { mayAnnounceAccount } from './may-announce-account';
import { toDecimal } from './money';
import type { Order } from './order';
import type { OrderChange } from './order-change';
import type { OrderState } from './order-state';
import type { OutboxMessage, ShopEventData, ShopEventType } from './outbox';
import type { ReportedPayment, VirtualAccount } from './payment';
import type { Verdict } from './verdict';
import { depositText, hasNumber, virtualAccountText } from './virtual-account-text';

const EVENT_OF_STATE: Readonly<Record<OrderState, ShopEventType>> = {
  pending: 'order.virtual_account_revoked',
  ready: 'order.virtual_account_issued',
  paid: 'order.paid',
  partially_cancelled: 'order.partially_cancelled',
  cancelled: 'order.cancelled',
  expired: 'order.expired',
  closed: 'order.closed',
};

/**
 * The messages that a change causes. The shop gets an event for each transition, attention entry and ended cancel; the
 * buyer gets a text message for an issued account and for the deposit into it.
 */
export function messagesOf(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  change: Omit<OrderChange, 'messages'>,
): OutboxMessage[] {
  return [...shopMessages(order, reported, change), ...messagesToBuyer(order, reported, verdict, change)];
}

/** The shop events that a change causes. @param reported the payment behind the change; null if there is none */
export function shopMessages(
  order: Order,
  reported: ReportedPayment | null,
  change: Omit<OrderChange, 'messages'>,
): OutboxMessage[] {
  const shopEvent = (event: ShopEventType, at: Date, more: Partial<ShopEventData> = {}): OutboxMessage => ({
    channel: 'shop',
    event,
    data: {
      merchant_uid: order.merchantUid,
      imp_uid: reported?.impUid ?? null,
      status: change.state,
      amount: toDecimal(order.amount, order.currency),
      cancel_amount: cancelAmountOf(order, reported),
      currency: order.currency,
      at: at.toISOString(),
      ...more,
    },
  });
  const endEvent = ({ impUid, id, endedAt, cause }: EndedCancel, event: ShopEventType): OutboxMessage =>
    shopEvent(event, endedAt, { imp_uid: impUid, ...(cause === 'shop' && { request_id: id }) });
  const ended = endedCancels(order.cancels, change.cancels).filter(({ kind }) => kind === 'cancel');
  const cause = causeOf(ended, order, reported);
  return [
    ...change.history.map(({ to, at }) => shopEvent(EVENT_OF_STATE[to], at, REFUNDED.includes(to) ? cause : {})),
    ...change.attention.map(({ reason, at, impUid }) =>
      shopEvent('payment.attention', at, { imp_uid: impUid, reason }),
    ),
    ...ended.flatMap((cancel) => {
      if (cancel.state === 'refused') return [endEvent(cancel, 'payment.cancel_refused')];
      // A cancel of the payment that settled the order is a transition of the order, which has its own event.
      return cancel.state === 'done' && cancel.impUid !== change.paidBy ? [endEvent(cancel, 'payment.cancelled')] : [];
    }),
  ];
}

const REFUNDED: readonly OrderState[] = ['partially_cancelled', 'cancelled'];

/** The cancel of the shop that alone caused a refund; nothing where more was cancelled meanwhile, such as in i'mport's console. */
function causeOf(
  ended: readonly EndedCancel[],
  { payments }: Order,
  reported: ReportedPayment | null,
): Pick<ShopEventData, 'request_id'> {
  const stored = payments.find(({ impUid }) => impUid === reported?.impUid);
  const [cancel, ...others] = ended.filter(({ state, impUid }) => state === 'done' && impUid === reported?.impUid);
  if (cancel?.cause !== 'shop' || others.length > 0 || typeof reported?.cancelAmount !== 'number') return {};
  return reported.cancelAmount - (stored?.cancelAmount ?? 0) === cancel.amount ? { request_id: cancel.id } : {};
}

function cancelAmountOf(order: Order, reported: ReportedPayment | null): number | null {
  if (reported === null || reported.cancelAmount === null || reported.currency !== order.currency) return null;
  return toDecimal(reported.cancelAmount, reported.currency);
}

function messagesToBuyer(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  { history, state }: Pick<OrderChange, 'history' | 'state'>,
): OutboxMessage[] {
  const [move] = history;
  if (move === undefined) return [];
  if (verdict.outcome === 'vbankIssued') return issueMessages(order, verdict.account, move.at);
  const isDeposit = reported.virtualAccount !== null && state === 'paid';
  const tel = order.buyer?.tel;
  return isDeposit && tel !== undefined ? [{ channel: 'sms', to: tel, text: depositText(order) }] : [];
}

function issueMessages(order: Order, account: VirtualAccount, at: Date): OutboxMessage[] {
  const { merchantUid, customerId, buyer } = order;
  return [
    ...(customerId === null ? [] : [{ channel: 'customerRecord', customerId, merchantUid, account } as const]),
    ...(buyer?.tel === undefined || !hasNumber(account) || !mayAnnounceAccount(order, at)
      ? []
      : [{ channel: 'sms', to: buyer.tel, text: virtualAccountText(order, account) } as const]),
  ];
}
