import { isUnderWay, type Cancel } from './cancel/cancel';
import type { HistoryEntry, Order } from './order';
import type { OrderChange } from './order-change';
import type { OutboxEntry, OutboxMessage } from './outbox';
import type { ReportedPayment, VirtualAccount } from './payment';

/** Stands for a removed text where the document must have one. */
export const REDACTED = '[redacted]';

type PersonalFields = Pick<ReportedPayment, 'receiptUrl' | 'failReason' | 'virtualAccount' | 'cancellations'>;

/** The part of an order that a redaction replaces. */
export type RedactedOrder = Pick<Order, 'buyer' | 'virtualAccount' | 'payments' | 'cancels' | 'history' | 'closing'> & {
  readonly outbox: readonly OutboxEntry[];
};

/**
 * An order and its messages without personal values: those of the buyer, and every text that a person, i'mport or a PG
 * wrote freely. Ids, amounts, times and states stay. docs/personal-data.md lists every stored field.
 *
 * A dead letter to the buyer or to the customer's record is removed: it can never be delivered any more.
 *
 * Nothing may be open (`findRedactionObstacle`). Pure.
 */
export function withoutPersonalValues(order: Order, outbox: readonly OutboxEntry[]): RedactedOrder {
  return {
    buyer: null,
    virtualAccount: order.virtualAccount && redactAccount(order.virtualAccount),
    payments: mapChanged(order.payments, redactPayment),
    cancels: mapChanged(order.cancels, redactWholeCancel),
    history: mapChanged(order.history, withoutReason),
    closing: order.closing?.fingerprint == null ? order.closing : { ...order.closing, fingerprint: null },
    outbox: mapChanged(withoutDeadLetters(outbox), redactEntry),
  };
}

/** Whether an order that was redacted before holds personal values again: a cancel or an account came later. */
export function isRedactedWhole(order: Order, outbox: readonly OutboxEntry[]): boolean {
  const redacted = withoutPersonalValues(order, outbox);
  return (
    order.redactedAt !== undefined &&
    order.buyer === null &&
    redacted.virtualAccount === order.virtualAccount &&
    redacted.payments === order.payments &&
    redacted.cancels === order.cancels &&
    redacted.history === order.history &&
    redacted.closing === order.closing &&
    redacted.outbox === outbox
  );
}

/**
 * The change of a redacted order without personal values: a later report brings back none. A cancel keeps its reason and
 * refund account until it has ended, because it is sent with them. Pure.
 */
export function redactChange(change: OrderChange): OrderChange {
  const { virtualAccount, payments, cancels, history, messages } = change;
  return {
    ...change,
    virtualAccount: virtualAccount && redactAccount(virtualAccount),
    payments: mapChanged(payments, redactPayment),
    cancels: mapChanged(cancels, redactEndedCancel),
    history: mapChanged(history, withoutReason),
    messages: messages.filter((message) => !isToBuyer(message)),
  };
}

/** A payment, reported or stored, without the texts of i'mport and the PG, and without its account. */
export function redactPayment<Payment extends PersonalFields>(payment: Payment): Payment {
  const { receiptUrl, failReason } = payment;
  const virtualAccount = payment.virtualAccount && redactAccount(payment.virtualAccount);
  const cancellations = mapChanged(payment.cancellations, (cancellation) =>
    cancellation.reason === null ? cancellation : { ...cancellation, reason: null },
  );
  const isSame =
    receiptUrl === null &&
    failReason === null &&
    virtualAccount === payment.virtualAccount &&
    cancellations === payment.cancellations;
  return isSame ? payment : { ...payment, receiptUrl: null, failReason: null, virtualAccount, cancellations };
}

function redactAccount(account: VirtualAccount): VirtualAccount {
  const { bankCode, bankName, number, holder } = account;
  const isSame = [bankCode, bankName, number, holder].every((value) => value === null);
  return isSame ? account : { ...account, bankCode: null, bankName: null, number: null, holder: null };
}

/** The fingerprint is a slow hash of the request, which may have named a bank account. */
function redactWholeCancel(cancel: Cancel): Cancel {
  const redacted = redactTexts(cancel);
  return redacted.fingerprint === null || isUnderWay(redacted) ? redacted : { ...redacted, fingerprint: null };
}

/** The shop may repeat the request of a cancel, and an unclear cancel is still matched by its reason. */
function redactEndedCancel(cancel: Cancel): Cancel {
  return cancel.state === 'unclear' ? cancel : redactTexts(cancel);
}

function redactTexts(cancel: Cancel): Cancel {
  if (isUnderWay(cancel)) return cancel;
  // The reason of an automatic cancel is a text of ours.
  const reason = cancel.cause === 'shop' ? REDACTED : cancel.reason;
  if (cancel.state === 'refused' && cancel.why === 'gatewayRefused') {
    const isSame = cancel.gatewayText === REDACTED && cancel.reason === reason;
    return isSame ? cancel : { ...cancel, reason, gatewayText: REDACTED };
  }
  return cancel.reason === reason ? cancel : { ...cancel, reason };
}

function withoutReason(entry: HistoryEntry): HistoryEntry {
  const { at, from, to, source, impUid } = entry;
  return entry.reason === undefined ? entry : { at, from, to, source, impUid };
}

function withoutDeadLetters(outbox: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const kept = outbox.filter(({ message, deadAt }) => deadAt === undefined || !isToBuyer(message));
  return kept.length === outbox.length ? outbox : kept;
}

/** Whether a message holds values of the buyer. */
export function isToBuyer({ channel }: OutboxMessage): boolean {
  return channel === 'sms' || channel === 'customerRecord';
}

function redactEntry(entry: OutboxEntry): OutboxEntry {
  const message = redactMessage(entry.message);
  return message === entry.message ? entry : { ...entry, message };
}

function redactMessage(message: OutboxMessage): OutboxMessage {
  switch (message.channel) {
    case 'shop':
    case 'handler':
    case 'alert':
      return message;
    case 'audit':
      return message.entry.reason === null ? message : { ...message, entry: { ...message.entry, reason: null } };
    case 'sms':
      return message.to === REDACTED ? message : { ...message, to: REDACTED, text: REDACTED };
    case 'customerRecord': {
      const account = redactAccount(message.account);
      return account === message.account ? message : { ...message, account };
    }
  }
}

/** Keeps the list itself where no item changes: a new list counts as a change of the order. */
function mapChanged<Item>(list: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}
