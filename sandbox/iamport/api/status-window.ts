import type { Payment } from '../payments/payment';
import { type Clock, unixSeconds } from '../unix-seconds';
import { type ApiReply, failure } from './api-reply';
import { BAD_WINDOW_TEXT, WINDOW_TOO_LONG_TEXT } from './messages';

/** A span of unix seconds, both ends included. */
export interface TimeWindow {
  from: number;
  to: number;
}

const MAX_SPAN_SECONDS = 90 * 24 * 60 * 60;

/** `from` and `to` of `/payments/status`: `to` is now and `from` 90 days before it unless given (§3). */
export function readWindow(query: URLSearchParams, now: Clock): TimeWindow | { rejected: ApiReply } {
  const to = unixTime(query.get('to')) ?? unixSeconds(now);
  const from = unixTime(query.get('from')) ?? to - MAX_SPAN_SECONDS;
  if (Number.isNaN(from) || Number.isNaN(to) || from > to) return { rejected: failure(400, BAD_WINDOW_TEXT) };
  if (to - from > MAX_SPAN_SECONDS) return { rejected: failure(400, WINDOW_TOO_LONG_TEXT) };
  return { from, to };
}

/** Compares the time of the payment's *final* status: a payment cancelled in August is not in June (§3). */
export function isInWindow(payment: Payment, window: TimeWindow): boolean {
  const at = timeOfStatus(payment);
  return window.from <= at && at <= window.to;
}

function timeOfStatus(payment: Payment): number {
  switch (payment.status) {
    case 'paid':
      return payment.paid_at;
    case 'cancelled':
      return payment.cancelled_at;
    case 'failed':
      return payment.failed_at;
    default:
      return payment.started_at;
  }
}

/** Undefined when missing, NaN when it is no number. */
function unixTime(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  return /^\d{1,12}$/.test(text) ? Number(text) : NaN;
}
