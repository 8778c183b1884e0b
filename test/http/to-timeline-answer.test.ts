import { auditEntry } from '../../src/domain/audit';
import { MAX_LOG_ENTRIES, type LogEntry } from '../../src/domain/log-entry';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { MAX_TIMELINE_AUDIT } from '../../src/domain/timeline';
import { toTimelineAnswer } from '../../src/http/to-timeline-answer';
import { ACTOR } from '../support/actor';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';

const at = new Date('2026-11-21T02:00:00Z');
const amended: LogEntry = { kind: 'amended', at, fields: ['name'] };
const report: LogEntry = {
  kind: 'report',
  at,
  source: 'webhook',
  impUid: 'imp_1',
  status: 'failed',
  outcome: 'failed',
};
const transition = { at, from: 'pending', to: 'ready', source: 'webhook', impUid: 'imp_1' } as const;
const times = <T>(count: number, entry: T): T[] => Array.from({ length: count }, () => entry);

const told = buildEntry({
  message: { channel: 'alert', merchantUid: 'ord-1', reason: 'late' },
  deliveredAt: at,
});

const isWhole = ({ log = 0, reports = 0, history = 0, delivered = 0, alerts = 0, waiting = 0, audit = 0 }) =>
  toTimelineAnswer({
    order: buildOrder({ history: times(history, transition) }),
    log: [...times(reports, report), ...times(log, amended)],
    outbox: [
      ...times(delivered, buildEntry({ deliveredAt: at })),
      ...times(alerts, told),
      ...times(waiting, buildEntry()),
    ],
    audit: times(audit, { ...auditEntry(ACTOR, { action: 'recheck' }, at), id: 'a' }),
  })['is_whole'];

test.each([
  ['entries of the log', { log: MAX_LOG_ENTRIES }, { log: MAX_LOG_ENTRIES - 1, reports: MAX_LOG_ENTRIES - 1 }],
  ['reports', { reports: MAX_LOG_ENTRIES }, { reports: MAX_LOG_ENTRIES - 1 }],
  ['entries of the audit log', { audit: MAX_TIMELINE_AUDIT }, { audit: MAX_TIMELINE_AUDIT - 1 }],
  ['transitions', { history: ORDER_LIMITS.history }, { history: ORDER_LIMITS.history - 1 }],
  ['delivered alerts', { alerts: ORDER_LIMITS.deliveredAlerts }, { alerts: ORDER_LIMITS.deliveredAlerts - 1 }],
  [
    'delivered messages',
    { delivered: ORDER_LIMITS.deliveredMessages },
    { delivered: ORDER_LIMITS.deliveredMessages - 1, alerts: ORDER_LIMITS.deliveredAlerts - 1, waiting: 200 },
  ],
])('a timeline is whole while it keeps fewer %s than fit', (_, full, roomy) => {
  expect(isWhole(full)).toBe(false);
  expect(isWhole(roomy)).toBe(true);
});
