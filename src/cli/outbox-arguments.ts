import { parseArgs } from 'node:util';
import type { Period } from '../domain/order-filter';
import { dayOrMoment, periodOf } from '../http/korean-period';
import { line } from '../http/order-fields';
import { merchantUid, messageId, requestId } from '../http/payment-ids';

export const OUTBOX_USAGE = `Usage:
  npm run outbox -- list                  lists the dead letters: messages that could not be delivered
  npm run outbox -- replay <id>           sends one dead letter again
  npm run outbox -- replay --all-dead     sends all dead letters again
  npm run outbox -- resend <id>           sends one event again that the shop's server has accepted
  npm run outbox -- resend --merchant-uid X [--from T] [--to T]
                                          sends the events of an order again
  npm run outbox -- resend --from T [--to T] [--request-id R]
                                          lets the service send all events of a period again; a repeat with the same
                                          --request-id changes nothing

  --from, --to         when the shop's server accepted the events: days in Korean time (2026-11-30), or moments
                       (2026-11-30T09:30:00+09:00)
  --reason TEXT        of a resend, for the audit log`;

/** What to send again. */
export type ResendTarget =
  | { readonly by: 'message'; readonly id: string }
  | { readonly by: 'order'; readonly merchantUid: string; readonly period: Period }
  | { readonly by: 'period'; readonly requestId: string | null; readonly from: Date; readonly to: Date | null };

export type OutboxCommand =
  | { readonly name: 'list' }
  /** `id` is null for all dead letters. */
  | { readonly name: 'replay'; readonly id: string | null }
  | { readonly name: 'resend'; readonly target: ResendTarget; readonly reason: string | undefined };

const OPTIONS = {
  'all-dead': { type: 'boolean', default: false },
  'merchant-uid': { type: 'string' },
  'request-id': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
} as const;

type Values = { readonly [Name in keyof typeof OPTIONS]?: string | boolean | undefined };

/**
 * Parses the arguments.
 *
 * @returns null where they are wrong
 */
export function parseOutboxCommand(args: readonly string[]): OutboxCommand | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [name, id, ...rest] = positionals;
    const { 'all-dead': isAll, ...others } = values;
    if (rest.length > 0) return null;
    if (name === 'resend') return isAll ? null : resendOf(id, others);
    if (Object.keys(others).length > 0) return null;
    if (name === 'list' && id === undefined && !isAll) return { name };
    if (name === 'replay' && (id !== undefined) !== isAll) return { name, id: id ?? null };
    return null;
  } catch {
    return null;
  }
}

/** @throws ZodError where a value has another form than the routes take */
function resendOf(id: string | undefined, values: Values): OutboxCommand | null {
  const target = targetOf(id, {
    order: merchantUid.optional().parse(values['merchant-uid']),
    requestId: requestId.optional().parse(values['request-id']),
    from: dayOrMoment.optional().parse(values.from),
    to: dayOrMoment.optional().parse(values.to),
  });
  return target && { name: 'resend', target, reason: line(200).optional().parse(values.reason) };
}

interface Named {
  readonly order: string | undefined;
  readonly requestId: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** One way of naming what is sent again, and no value of another way. */
function targetOf(id: string | undefined, { order, requestId: request, from, to }: Named): ResendTarget | null {
  if (id !== undefined) {
    const isAlone = [order, request, from, to].every((value) => value === undefined);
    return isAlone ? { by: 'message', id: messageId.parse(id) } : null;
  }
  const period = periodOf(from, to);
  if (period === null) return null;
  if (order !== undefined) return request === undefined ? { by: 'order', merchantUid: order, period } : null;
  return period.from === null ? null : { by: 'period', requestId: request ?? null, from: period.from, to: period.to };
}
