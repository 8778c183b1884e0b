import type { AuditRecord } from '../domain/audit';
import { toDecimal } from '../domain/money';
import { maskPhone } from '../domain/masking';
import { MAX_LOG_ENTRIES, type LogEntry } from '../domain/log-entry';
import type { AttentionEntry, HistoryEntry, Order } from '../domain/order';
import { ORDER_LIMITS } from '../domain/order-limits';
import { isAlert, isShopEvent, progressOf, wasDelivered, type OutboxEntry, type OutboxMessage } from '../domain/outbox';
import { REDACTED } from '../domain/redact-order';
import { MAX_TIMELINE_AUDIT, type Timeline } from '../domain/timeline';
import { toAuditAnswer } from './to-audit-answer';
import type { TimelineAnswer } from './contract/timeline-answer';

type Entry = TimelineAnswer['entries'][number];

/**
 * What happened to an order, the oldest first, in words of the API. Personal data is masked; texts of messages, which name
 * accounts, are left out.
 */
export function toTimelineAnswer(timeline: Timeline): TimelineAnswer {
  const { order, log, outbox } = timeline;
  const entries: Entry[] = [
    registered(order),
    ...log.map(logged),
    ...order.history.map(moved),
    ...order.attention.map(raised),
    ...auditOf(timeline).map(audited),
    ...outbox.flatMap(sent),
  ];
  return {
    merchant_uid: order.merchantUid,
    is_whole: isWhole(timeline),
    // Entries of one moment stay in the order above: a report, what it moved, and whom it told.
    entries: entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

/** Each list keeps its newest entries: one that is full may have lost older ones. */
function isWhole({ order, log, outbox, audit }: Timeline): boolean {
  const delivered = outbox.filter(wasDelivered);
  const alerts = delivered.filter(isAlert).length;
  const reports = log.filter(({ kind }) => kind === 'report').length;
  return (
    Math.max(reports, log.length - reports) < MAX_LOG_ENTRIES &&
    order.history.length < ORDER_LIMITS.history &&
    delivered.length - alerts < ORDER_LIMITS.deliveredMessages &&
    alerts < ORDER_LIMITS.deliveredAlerts &&
    audit.length < MAX_TIMELINE_AUDIT
  );
}

function registered({ createdAt, name, amount, currency }: Order): Entry {
  return { at: createdAt.toISOString(), type: 'registered', name, amount: toDecimal(amount, currency), currency };
}

function moved({ at, from, to, source, impUid, reason }: HistoryEntry): Entry {
  const fields = { from, to, source, imp_uid: impUid, ...(reason !== undefined && { reason }) };
  return { at: at.toISOString(), type: 'transition', ...fields };
}

function raised({ at, reason, source, impUid, notificationId }: AttentionEntry): Entry {
  const fields = {
    reason,
    source,
    imp_uid: impUid,
    ...(notificationId !== undefined && { notification_id: notificationId }),
  };
  return { at: at.toISOString(), type: 'attention', ...fields };
}

function logged(entry: LogEntry): Entry {
  const at = entry.at.toISOString();
  switch (entry.kind) {
    case 'report': {
      const { source, impUid, status, outcome } = entry;
      return { at, type: 'report', source, imp_uid: impUid, status, outcome };
    }
    case 'cancel':
      return { at, type: 'cancel', request_id: entry.id, status: entry.state, why: entry.why };
    case 'amended':
      return { at, type: 'amended', fields: entry.fields.map((field) => API_NAMES[field] ?? field) };
    case 'redacted':
      return { at, type: 'redacted', cause: entry.cause, by: entry.by ?? null };
    case 'acknowledged':
      return { at, type: 'acknowledged', by: entry.by ?? null, entries: entry.entries };
    case 'resent':
      return {
        at,
        type: 'resent',
        messages: entry.messages,
        notification_id: entry.id ?? null,
        request_id: entry.requestId ?? null,
      };
  }
}

const API_NAMES: Readonly<Record<string, string>> = { expiresAt: 'expires_at' };

/** Those in the audit log, and those that wait in the order. One may be in both: it was copied between the two reads. */
function auditOf({ outbox, audit }: Timeline): readonly AuditRecord[] {
  const known = new Set(audit.map(({ id }) => id));
  const waiting = outbox.flatMap(({ id, message }) => {
    return message.channel === 'audit' && !known.has(id) ? [{ id, ...message.entry }] : [];
  });
  return [...audit, ...waiting];
}

function audited(record: AuditRecord): Entry {
  const { at, action, actor, operator, reason, details } = toAuditAnswer(record);
  return { at, type: 'audit', action, actor, operator, reason, details };
}

function sent(entry: OutboxEntry): Entry[] {
  const { id, message, createdAt, attempts, lastError, deliveredAt, firstDeliveredAt, resentAt, deadAt } = entry;
  if (message.channel === 'audit') return [];
  const fields: Entry = {
    at: createdAt.toISOString(),
    type: 'message',
    notification_id: id,
    channel: message.channel,
    event: isShopEvent(message) ? message.event : null,
    to: receiverOf(message),
    tries: attempts,
    status: progressOf(entry),
    delivered_at: deliveredAt?.toISOString() ?? null,
    first_delivered_at: (firstDeliveredAt ?? deliveredAt)?.toISOString() ?? null,
    resent_at: resentAt?.toISOString() ?? null,
    dead_at: deadAt?.toISOString() ?? null,
    last_error: lastError,
  };
  return [fields];
}

function receiverOf(message: Exclude<OutboxMessage, { channel: 'audit' }>): string | null {
  switch (message.channel) {
    case 'shop':
    case 'handler':
    case 'alert':
      return null;
    case 'sms':
      return message.to === REDACTED ? null : maskPhone(message.to);
    case 'customerRecord':
      return message.customerId;
  }
}
