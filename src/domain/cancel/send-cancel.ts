import { isStillWanted } from './auto-refunds';
import {
  CANCEL_LEASE_MS,
  cancellableOf,
  isUnderWay,
  type Cancel,
  type CancelRequester,
  type RequestedCancel,
  type SentCancel,
} from './cancel';
import { moveCancel } from './move-cancel';
import type { JudgePolicy } from '../judge-payment';
import { maskDigits } from '../masking';
import type { Order } from '../order';
import type { PaymentRecord } from '../payment-record';
import { retryDelayMs } from '../retry-delay';

/** The delay of the first follow-up after i'mport agreed to a cancel. */
const FIRST_FOLLOW_UP_MS = 5_000;
const RETRY = { firstDelayMs: 2_000, maxDelayMs: 10 * 60_000 };
const MAX_TEXT_LENGTH = 200;

/**
 * Prepares a recorded cancel for sending. It becomes `sent`, with the payment's state as baseline. It ends if it is no
 * longer wanted, or the balance is too low. A revocation stays as it is: it may be repeated (§5.2). Pure. The caller
 * may send the cancel only after it has stored the result.
 */
export function planSending(order: Order, cancel: RequestedCancel, policy: JudgePolicy, at: Date): Cancel {
  const payment = order.payments.find(({ impUid }) => impUid === cancel.impUid);
  if (payment === undefined || !isStillWanted(order, cancel, payment, policy)) {
    return moveCancel(cancel, { why: 'noLongerWanted', at });
  }
  if (cancel.kind === 'revoke') return cancel;
  // Cancels that wait behind this one keep their reserved amounts.
  const left = cancellableOf(
    payment,
    order.cancels.filter(({ id }) => id !== cancel.id),
  );
  const amount = cancel.all ? left : cancel.amount;
  if (amount === 0 || amount > left) return moveCancel(cancel, { why: 'balanceTooLow', at });
  const baseline = { cancelAmount: payment.cancelAmount ?? left, cancellationIds: idsOf(payment) };
  const dueAt = new Date(at.getTime() + CANCEL_LEASE_MS);
  const requester = requesterOf(cancel, payment);
  return moveCancel(cancel, {
    why: 'turnCame',
    at,
    amount,
    ...(requester !== undefined && { requester }),
    baseline,
    dueAt,
  });
}

/** Who i'mport is told has asked: Naver Pay needs somebody (§5.1). Undefined if nobody is named. */
export function requesterOf({ requester }: Cancel, { pgProvider }: PaymentRecord): CancelRequester | undefined {
  return requester ?? (pgProvider === 'naverpay' ? 'admin' : undefined);
}

function idsOf({ cancellations }: PaymentRecord): string[] {
  return cancellations.flatMap(({ cancellationId }) => (cancellationId === null ? [] : [cancellationId]));
}

/** Moves a cancel after i'mport agreed to it. A cancel that the payment shows already stays `done`. */
export function agreeToCancel(cancel: Cancel, at: Date): Cancel {
  if (cancel.state !== 'sent' && cancel.state !== 'unclear') return cancel;
  return moveCancel(cancel, { why: 'agreed', dueAt: new Date(at.getTime() + FIRST_FOLLOW_UP_MS) });
}

/**
 * Refuses a cancel after i'mport refused its call. The refusal is definite: it overrides what a report seemed to show
 * meanwhile. A revocation that has ended stays as it is.
 *
 * @param text the text of i'mport or the PG, not masked yet: it may contain an account number
 */
export function refuseCancel(cancel: Cancel, text: string, at: Date): Cancel {
  if (cancel.kind === 'revoke' && !isUnderWay(cancel)) return cancel;
  return moveCancel(cancel, { why: 'gatewayRefused', at, gatewayText: maskDigits(text).slice(0, MAX_TEXT_LENGTH) });
}

/** Refuses a revocation because the key that its PG needs is not set (§5.2). One that has ended stays as it is. */
export function refuseWithoutKey(cancel: Cancel, at: Date): Cancel {
  return isUnderWay(cancel) ? moveCancel(cancel, { why: 'revokeKeyMissing', at }) : cancel;
}

/**
 * Postpones a cancel whose payment could not be read, or whose account is still open. A cancel that was moved since the
 * caller read it stays as it is.
 *
 * @param known the cancel as the caller read it
 * @param random a number from 0 up to, but not including, 1
 */
export function postponeCancel(cancel: Cancel, known: RequestedCancel, at: Date, random: number): Cancel {
  return cancel.state === 'requested'
    ? moveCancel(cancel, { why: 'postponed', ...retry(known.tries, at, random) })
    : cancel;
}

/**
 * Returns a cancel to `requested` because its call did not reach i'mport. It must be the call of this caller: a cancel
 * that another caller has sent meanwhile stays `sent`.
 *
 * @param known the cancel as the caller sent it
 * @param tries the number of tries before
 * @param random a number from 0 up to, but not including, 1
 */
export function takeBackCancel(cancel: Cancel, known: SentCancel, tries: number, at: Date, random: number): Cancel {
  const isSame = cancel.state === 'sent' && cancel.sentAt.getTime() === known.sentAt.getTime();
  return isSame ? moveCancel(cancel, { why: 'notSent', ...retry(tries, at, random) }) : cancel;
}

function retry(triesBefore: number, at: Date, random: number): { readonly tries: number; readonly dueAt: Date } {
  const tries = triesBefore + 1;
  return { tries, dueAt: new Date(at.getTime() + retryDelayMs(tries, random, RETRY)) };
}
