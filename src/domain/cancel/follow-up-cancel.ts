import type { Cancel } from './cancel';
import { moveCancel } from './move-cancel';
import { DOUBT_MS, UNTOLD_MS } from './settle-cancels';
import type { Order } from '../order';
import { retryDelayMs } from '../retry-delay';

/** How long a payment may be unreadable, or unknown to i'mport, before the wait for its cancel ends. */
const UNREADABLE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Short at first: most PGs refund within seconds (§5.1). */
const SENT_BACKOFF = { firstDelayMs: 2_000, maxDelayMs: 2 * 60_000 };
/** Some refunds take days (§5.1). */
const ACCEPTED_BACKOFF = { firstDelayMs: 5_000, maxDelayMs: 6 * 60 * 60_000 };
/** The slowest known PG takes "7 or more business days" (§5.1). */
const DELAYED_MS = 14 * DAY_MS;
/** The end of the wait: a cancel under way blocks every other cancel of its payment. */
const GIVEN_UP_MS = 30 * DAY_MS;

/**
 * Plans the next follow-up of a cancel that its payment did not show, or ends the wait. A cancel that is not sent, or
 * has ended, stays as it is. Pure.
 *
 * @param order its attention entries show whether the delay was reported before
 * @param random a number from 0 up to, but not including, 1
 */
export function followUpCancel(cancel: Cancel, order: Order, at: Date, random: number): Cancel {
  if (cancel.state !== 'sent' && cancel.state !== 'accepted') return cancel;
  const { state, sentAt } = cancel;
  const ageMs = +at - +sentAt;
  if (state === 'accepted' && ageMs >= GIVEN_UP_MS) return moveCancel(cancel, { why: 'waitedTooLong', at });
  const tries = cancel.tries + 1;
  const delayMs = retryDelayMs(tries, random, state === 'sent' ? SENT_BACKOFF : ACCEPTED_BACKOFF);
  const waitMs = state === 'sent' ? DOUBT_MS : UNTOLD_MS;
  // A look-up at the end of the wait, not before it, decides that a cancel is unclear.
  const dueAfterMs = ageMs < waitMs ? Math.min(ageMs + delayMs, waitMs) : ageMs + delayMs;
  const dueAt = new Date(+sentAt + dueAfterMs);
  const isDelayed = state === 'accepted' && ageMs >= DELAYED_MS && !wasDelayReported(order, cancel.impUid, sentAt);
  return moveCancel(cancel, { why: isDelayed ? 'delayed' : 'notShownYet', tries, dueAt });
}

function wasDelayReported({ attention }: Order, of: string, sentAt: Date): boolean {
  return attention.some(({ reason, impUid, at }) => reason === 'cancelDelayed' && impUid === of && at > sentAt);
}

/**
 * Ends the wait for a cancel whose payment could not be read for an hour. A cancel that was not sent is refused; one
 * that was sent is unclear. Pure.
 */
export function giveUpUnreadable(cancel: Cancel, at: Date): Cancel {
  const isOver = (since: Date) => +at >= +since + UNREADABLE_MS;
  if (cancel.state === 'requested' && isOver(cancel.requestedAt))
    return moveCancel(cancel, { why: 'paymentNotShown', at });
  if (cancel.state === 'sent' && isOver(cancel.sentAt)) return moveCancel(cancel, { why: 'outcomeNotShown', at });
  return cancel;
}
