import type { Cancel } from './cancel';
import { moveCancel } from './move-cancel';
import { DOUBT_MS, UNTOLD_MS } from './settle-cancels';
import type { Order } from '../order';
import { retryDelayMs } from '../retry-delay';

/**
 * So long a payment may be unreadable, or unknown to i'mport, before a person has to find out what became of its
 * cancel.
 */
const UNREADABLE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Quick at first: most PGs are done within seconds (§5.1). */
const IN_DOUBT = { firstDelayMs: 2_000, maxDelayMs: 2 * 60_000 };
/** Some refunds take days (§5.1). */
const AGREED = { firstDelayMs: 5_000, maxDelayMs: 6 * 60 * 60_000 };
/** The slowest PG that is known takes "7 or more business days" (§5.1). */
const DELAYED_MS = 14 * DAY_MS;
/** Then it is not waited for any longer: it would bar every other cancel of its payment. */
const GIVEN_UP_MS = 30 * DAY_MS;

/**
 * What becomes of a cancel after its payment was read and did not show what has become of it: when it is to be read
 * again, or the end of the wait. What is not sent, or has ended, stays as it is. Pure.
 *
 * @param order tells whether a person was told of the delay before
 * @param random from 0 up to, but not including, 1
 */
export function followUpCancel(cancel: Cancel, order: Order, at: Date, random: number): Cancel {
  if (cancel.state !== 'sent' && cancel.state !== 'accepted') return cancel;
  const { state, sentAt } = cancel;
  const ageMs = +at - +sentAt;
  if (state === 'accepted' && ageMs >= GIVEN_UP_MS) return moveCancel(cancel, { why: 'waitedTooLong', at });
  const tries = cancel.tries + 1;
  const delayMs = retryDelayMs(tries, random, state === 'sent' ? IN_DOUBT : AGREED);
  const doubtMs = state === 'sent' ? DOUBT_MS : UNTOLD_MS;
  // The doubt ends with a reading at its very end, or later.
  const dueAfterMs = ageMs < doubtMs ? Math.min(ageMs + delayMs, doubtMs) : ageMs + delayMs;
  const dueAt = new Date(+sentAt + dueAfterMs);
  const isDelayed = state === 'accepted' && ageMs >= DELAYED_MS && !isToldOfDelay(order, cancel.impUid, sentAt);
  return moveCancel(cancel, { why: isDelayed ? 'delayed' : 'notShownYet', tries, dueAt });
}

function isToldOfDelay({ attention }: Order, of: string, sentAt: Date): boolean {
  return attention.some(({ reason, impUid, at }) => reason === 'cancelDelayed' && impUid === of && at > sentAt);
}

/**
 * What becomes of a cancel whose payment cannot be read: after an hour it waits no more. What was never sent is
 * refused; what became of the other nobody can tell. Pure.
 */
export function giveUpUnreadable(cancel: Cancel, at: Date): Cancel {
  const isOver = (since: Date) => +at >= +since + UNREADABLE_MS;
  if (cancel.state === 'requested' && isOver(cancel.requestedAt))
    return moveCancel(cancel, { why: 'paymentNotShown', at });
  if (cancel.state === 'sent' && isOver(cancel.sentAt)) return moveCancel(cancel, { why: 'outcomeNotShown', at });
  return cancel;
}
