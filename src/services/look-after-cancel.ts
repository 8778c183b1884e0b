import { DOUBT_MS, UNTOLD_MS } from '../domain/advance-cancels';
import { endCancel, type Cancel } from '../domain/cancel';
import type { Order } from '../domain/order';
import { retryDelayMs } from '../domain/retry-delay';
import { changeCancel, type ChangeCancelDeps, type CancelStep } from './change-cancel';

/** What lookAfterCancel needs of the world. */
export interface LookAfterCancelDeps extends ChangeCancelDeps {
  readonly random: () => number;
}

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
 * Says when the payment is to be read again, after a look that did not show what has become of a cancel.
 *
 * @returns whether that is still open
 * @throws CheckoutError `unavailable`
 */
export async function lookAfterCancel(deps: LookAfterCancelDeps, merchantUid: string, id: string): Promise<boolean> {
  const looked = await changeCancel(deps, merchantUid, id, (cancel, order, at) => {
    if (cancel.sentAt === null || (cancel.state !== 'sent' && cancel.state !== 'accepted')) return null;
    return nextLook(cancel, cancel.sentAt, order, at, deps.random());
  });
  return looked !== null;
}

function nextLook(cancel: Cancel, sentAt: Date, order: Order, at: Date, random: number): CancelStep {
  if (cancel.state === 'accepted' && +at >= +sentAt + GIVEN_UP_MS) return endCancel(cancel, 'unclear', at);
  const tries = cancel.tries + 1;
  const delayMs = retryDelayMs(tries, random, cancel.state === 'sent' ? IN_DOUBT : AGREED);
  const doubtEnd = sentAt.getTime() + (cancel.state === 'sent' ? DOUBT_MS : UNTOLD_MS);
  const next = at.getTime() + delayMs;
  // The doubt ends with a look at its very end, or later.
  const isInDoubt = at.getTime() < doubtEnd;
  const dueAt = new Date(isInDoubt ? Math.min(next, doubtEnd) : next);
  const isDelayed = cancel.state === 'accepted' && at.getTime() >= sentAt.getTime() + DELAYED_MS;
  const isKnown = order.attention.some(
    ({ reason, impUid, at: raisedAt }) => reason === 'cancelDelayed' && impUid === cancel.impUid && raisedAt > sentAt,
  );
  return { ...cancel, tries, dueAt, ...(isDelayed && !isKnown && { attention: ['cancelDelayed'] }) };
}
