import { isStillWanted } from './auto-refunds';
import {
  CANCEL_LEASE_MS,
  cancellableOf,
  isUnderWay,
  type Cancel,
  type RequestedCancel,
  type SentCancel,
} from './cancel';
import { moveCancel } from './move-cancel';
import type { JudgePolicy } from '../judge-payment';
import { maskDigits } from '../masking';
import type { Order } from '../order';
import type { PaymentRecord } from '../payment-record';
import { retryDelayMs } from '../retry-delay';

/** How soon to read the payment where i'mport agreed to a cancel that the payment does not show yet. */
const FIRST_FOLLOW_UP_MS = 5_000;
const RETRY = { firstDelayMs: 2_000, maxDelayMs: 10 * 60_000 };
const MAX_TEXT_LENGTH = 200;

/**
 * What becomes of a recorded cancel when its turn comes, by the order as it is then: `sent`, with what is to be told
 * apart from it later; or ended, where a guard does not call for it any more, or less is left than it wants. A
 * revocation stays as it is: it may be repeated (§5.2). Pure; whoever stores the answer may send.
 */
export function prepareCancel(order: Order, cancel: RequestedCancel, policy: JudgePolicy, at: Date): Cancel {
  const payment = order.payments.find(({ impUid }) => impUid === cancel.impUid);
  if (payment === undefined || !isStillWanted(order, cancel, payment, policy)) {
    return moveCancel(cancel, { why: 'noLongerWanted', at });
  }
  if (cancel.kind === 'revoke') return cancel;
  // What waits behind it keeps what it has reserved.
  const left = cancellableOf(
    payment,
    order.cancels.filter(({ id }) => id !== cancel.id),
  );
  const amount = cancel.all ? left : cancel.amount;
  if (amount === 0 || amount > left) return moveCancel(cancel, { why: 'balanceTooLow', at });
  const baseline = { cancelAmount: payment.cancelAmount ?? left, cancellationIds: idsOf(payment) };
  const dueAt = new Date(at.getTime() + CANCEL_LEASE_MS);
  const mustName = payment.pgProvider === 'naverpay' && cancel.requester === undefined;
  return moveCancel(cancel, {
    why: 'turnCame',
    at,
    amount,
    ...(mustName && ({ requester: 'admin' } as const)),
    baseline,
    dueAt,
  });
}

function idsOf({ cancellations }: PaymentRecord): string[] {
  return cancellations.flatMap(({ cancellationId }) => (cancellationId === null ? [] : [cancellationId]));
}

/** What i'mport's yes makes of a cancel; one that the payment shows by now stays `done`. */
export function agreeToCancel(cancel: Cancel, at: Date): Cancel {
  if (cancel.state !== 'sent' && cancel.state !== 'unclear') return cancel;
  return moveCancel(cancel, { why: 'agreed', dueAt: new Date(at.getTime() + FIRST_FOLLOW_UP_MS) });
}

/**
 * What i'mport's own no to this very call makes of a cancel. It is definite: it wins over whatever a report seemed to
 * show meanwhile. A revocation that has ended stays as it ended.
 *
 * @param text what i'mport or the PG said; it may hold an account number
 */
export function refuseCancel(cancel: Cancel, text: string, at: Date): Cancel {
  if (cancel.kind === 'revoke' && !isUnderWay(cancel)) return cancel;
  return moveCancel(cancel, { why: 'gatewayRefused', at, gatewayText: maskDigits(text).slice(0, MAX_TEXT_LENGTH) });
}

/** What becomes of a revocation for which a key is missing; one that has ended stays as it ended. */
export function refuseForWantOfKey(cancel: Cancel, at: Date): Cancel {
  return isUnderWay(cancel) ? moveCancel(cancel, { why: 'revokeKeyMissing', at }) : cancel;
}

/**
 * Has a cancel tried again whose payment could not be read, or whose account is still open; what has moved since the
 * caller read it stays as it is.
 *
 * @param random from 0 up to, but not including, 1
 */
export function postponeCancel(cancel: Cancel, known: RequestedCancel, at: Date, random: number): Cancel {
  return cancel.state === 'requested'
    ? moveCancel(cancel, { why: 'postponed', ...retry(known.tries, at, random) })
    : cancel;
}

/**
 * Has a cancel sent again whose call did not reach i'mport. Only as it is known to the caller: what somebody else has
 * sent meanwhile must not be taken for unsent.
 *
 * @param known as it was sent by the caller
 * @param tries how often it was tried before
 * @param random from 0 up to, but not including, 1
 */
export function takeBackCancel(cancel: Cancel, known: SentCancel, tries: number, at: Date, random: number): Cancel {
  const isSame = cancel.state === 'sent' && cancel.sentAt.getTime() === known.sentAt.getTime();
  return isSame ? moveCancel(cancel, { why: 'notSent', ...retry(tries, at, random) }) : cancel;
}

function retry(triesBefore: number, at: Date, random: number): { readonly tries: number; readonly dueAt: Date } {
  const tries = triesBefore + 1;
  return { tries, dueAt: new Date(at.getTime() + retryDelayMs(tries, random, RETRY)) };
}
