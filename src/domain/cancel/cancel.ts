import type { CancelKind, CancelState, ReasonInto } from './cancel-state';
import type { Amount } from '../money';
import type { ReportedPayment } from '../payment';

/** How long a request, a call or a pass holds a cancel before a pass may take it up. */
export const CANCEL_LEASE_MS = 60_000;

/**
 * The cause of a cancel. `shop`: the shop requested it. The others are automatic: a `forged`, `duplicate` or `late`
 * payment; `surplus`: another payment settled the order; `closed`: the shop closed the order; `wrong`: the account has
 * another amount or currency, is a duplicate, or was issued too late.
 */
export type CancelCause = 'shop' | 'forged' | 'duplicate' | 'late' | 'surplus' | 'closed' | 'wrong';

/** The bank account for the refund of a deposit. Personal data: erased when the cancel ends. */
export interface RefundAccount {
  readonly holder: string;
  /** i'mport's code of the bank. */
  readonly bank: string;
  readonly account: string;
  readonly tel: string | null;
}

/**
 * The cancelled sum and history of a payment when a cancel was sent: only what is new since then may be this cancel.
 */
export interface CancelBaseline {
  readonly cancelAmount: Amount;
  readonly cancellationIds: readonly string[];
}

/** Who requested the refund; Naver Pay needs it (§5.1). */
export type CancelRequester = 'customer' | 'admin';

/** The terms of a cancel; they do not change, but for `amount` and `requester` when it is sent. */
export interface CancelTerms {
  /** The shop's `request_id`; for an automatic cancel, made of kind and `imp_uid`. */
  readonly id: string;
  readonly kind: CancelKind;
  readonly cause: CancelCause;
  readonly impUid: string;
  /** The amount to refund, in the payment's currency; 0 for a revocation. */
  readonly amount: Amount;
  readonly currency: string;
  /** Whether to refund the whole balance at the time of sending, not `amount`. */
  readonly all: boolean;
  readonly taxFree: Amount | null;
  readonly vatAmount: Amount | null;
  /**
   * Whether a promotion's discount stays if the rest no longer meets its conditions (§5.1). @default i'mport's: false
   */
  readonly retainPromotion?: boolean;
  /** @default not sent; `admin` for Naver Pay, which needs one (§5.1) */
  readonly requester?: CancelRequester;
  readonly reason: string;
  /**
   * A hash of the shop's request: tells a repeat from a different request with the same id. Null for automatic cancels,
   * and once redacted.
   */
  readonly fingerprint: string | null;
  readonly requestedAt: Date;
}

/** A cancel whose result is still open. */
interface UnderWay extends CancelTerms {
  readonly refund: RefundAccount | null;
  /** When to send it or follow it up next. */
  readonly dueAt: Date;
  /** The number of tries to send it, or to follow it up, in its present state. */
  readonly tries: number;
}

/** A cancel that has ended; its refund account is erased. */
interface Ended extends CancelTerms {
  readonly endedAt: Date;
}

/** The time of sending and the payment's state then. A revocation has none: it stays `requested` until it ends. */
export interface Sending {
  readonly kind: 'cancel';
  readonly sentAt: Date;
  readonly baseline: CancelBaseline;
}

/** `why` is the reason of the last transition, see CANCEL_TRANSITIONS. */
interface In<State extends CancelState> {
  readonly state: State;
  readonly why: ReasonInto<State>;
}

/** `recorded`: no transition has happened yet. */
export interface RequestedCancel extends UnderWay {
  readonly state: 'requested';
  readonly why: 'recorded' | ReasonInto<'requested'>;
}
export interface SentCancel extends UnderWay, Sending, In<'sent'> {
  readonly kind: 'cancel';
}
export interface AcceptedCancel extends UnderWay, Sending, In<'accepted'> {
  readonly kind: 'cancel';
}

interface DoneRefund extends Ended, Sending, In<'done'> {
  readonly kind: 'cancel';
  /** i'mport's `cancellation_id`; null while only the cancelled sum shows the cancel. */
  readonly cancellationId: string | null;
}
interface DoneRevocation extends Ended, In<'done'> {
  readonly kind: 'revoke';
}
export type DoneCancel = DoneRefund | DoneRevocation;

interface Refused extends Ended {
  readonly state: 'refused';
}
type Refusal =
  /** `gatewayText` is the text of i'mport or the PG, with possible account numbers masked. */
  | { readonly why: 'gatewayRefused'; readonly gatewayText: string }
  | { readonly why: Exclude<ReasonInto<'refused'>, 'gatewayRefused'> };
/** Refused before it was sent, or by i'mport's answer. */
export type RefusedCancel = (Refused & Refusal) | (Refused & Refusal & Sending);

export interface UnclearCancel extends Ended, Sending, In<'unclear'> {
  readonly kind: 'cancel';
}
export interface DroppedCancel extends Ended, In<'dropped'> {}

/**
 * A cancel of one payment. It is recorded first, then sent once, then followed up until the payment shows its result.
 */
export type Cancel =
  RequestedCancel | SentCancel | AcceptedCancel | DoneCancel | RefusedCancel | UnclearCancel | DroppedCancel;

export type CancelUnderWay = RequestedCancel | SentCancel | AcceptedCancel;
export type EndedCancel = Exclude<Cancel, CancelUnderWay>;
/** A cancel that was sent, in any state. */
export type CancelOnceSent = Extract<Cancel, Sending>;

/** Whether the result is still open. Its amount is then reserved, and no other cancel of the payment may be sent. */
export function isUnderWay(cancel: Cancel): cancel is CancelUnderWay {
  return cancel.state === 'requested' || cancel.state === 'sent' || cancel.state === 'accepted';
}

/** Whether the cancel was sent, in any state. */
export function wasSent(cancel: Cancel): cancel is CancelOnceSent {
  return 'sentAt' in cancel;
}

/** The `cancellation_id` of a cancel; null if there is none, or it is unknown. */
export function cancellationIdOf(cancel: Cancel): string | null {
  return 'cancellationId' in cancel ? cancel.cancellationId : null;
}

/** The balance of a payment less the amounts reserved by cancels under way; never below 0. */
export function cancellableOf(
  payment: Pick<ReportedPayment, 'impUid' | 'amount' | 'cancelAmount'>,
  cancels: readonly Cancel[],
): Amount {
  const reserved = cancels
    .filter((cancel) => cancel.impUid === payment.impUid && isUnderWay(cancel))
    .reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, balanceOf(payment) - reserved) as Amount;
}

/** The balance of a payment by its newest report; 0 if an amount is not exact or more was cancelled than paid. */
export function balanceOf({ amount, cancelAmount }: Pick<ReportedPayment, 'amount' | 'cancelAmount'>): Amount {
  return (amount === null || cancelAmount === null ? 0 : Math.max(0, amount - cancelAmount)) as Amount;
}

/**
 * Whether a cancel is the next in queue of its payment. Refunds of one payment are sent one at a time: the `checksum`
 * (§5.1) does not protect two at once. Revocations do not wait.
 */
export function isItsTurn(cancels: readonly Cancel[], cancel: Cancel): boolean {
  const first = cancels.find((each) => each.impUid === cancel.impUid && each.kind === 'cancel' && isUnderWay(each));
  return cancel.kind === 'revoke' || first === undefined || first.id === cancel.id;
}

/** The list with one cancel replaced by its changed form, found by id. */
export function replaceCancel(cancels: readonly Cancel[], changed: Cancel): readonly Cancel[] {
  return cancels.map((cancel) => (cancel.id === changed.id ? changed : cancel));
}

/** When the next of the cancels is due; null if none is under way. */
export function nextCancelDueAt(cancels: readonly Cancel[]): Date | null {
  // A cancel that waits for another one must not make the order due.
  const due = cancelsInTurn(cancels).map(({ dueAt }) => dueAt.getTime());
  return due.length === 0 ? null : new Date(Math.min(...due));
}

/** The cancels that are due, refunds before revocations. */
export function dueCancels(cancels: readonly Cancel[], now: Date): readonly CancelUnderWay[] {
  const due = cancelsInTurn(cancels).filter(({ dueAt }) => dueAt <= now);
  return due.toSorted((a, b) => Number(a.kind === 'revoke') - Number(b.kind === 'revoke'));
}

function cancelsInTurn(cancels: readonly Cancel[]): CancelUnderWay[] {
  return cancels.filter(isUnderWay).filter((cancel) => isItsTurn(cancels, cancel));
}
