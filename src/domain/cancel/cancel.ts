import type { CancelKind, CancelState, ReasonInto } from './cancel-state';
import type { Amount } from '../money';
import type { ReportedPayment } from '../payment';

/** How long a request, a call or a pass holds a cancel before a pass may take it up. */
export const CANCEL_LEASE_MS = 60_000;

/**
 * Why: the shop asked for it, or one of the guards did (`surplus`: another payment settled the order; `closed`: the
 * shop closed it; `wrong`: the account is over another amount or currency, or came too late).
 */
export type CancelCause = 'shop' | 'forged' | 'duplicate' | 'late' | 'surplus' | 'closed' | 'wrong';

/** Where the money of a virtual account goes back to. Personal data: erased once the cancel has ended. */
export interface RefundAccount {
  readonly holder: string;
  /** i'mport's code of the bank. */
  readonly bank: string;
  readonly account: string;
  readonly tel: string | null;
}

/** What the payment looked like when a cancel was sent: what has come since may be ours. */
export interface CancelBaseline {
  readonly cancelAmount: Amount;
  readonly cancellationIds: readonly string[];
}

/** Who wants the money back, as Naver Pay asks (§5.1). */
export type CancelRequester = 'customer' | 'admin';

/** What is wanted, of which payment, and by whom. */
export interface CancelTerms {
  /** The shop's `request_id`, or one made of the kind and the payment for what a guard wants. */
  readonly id: string;
  readonly kind: CancelKind;
  readonly cause: CancelCause;
  readonly impUid: string;
  /** What to give back, in the payment's currency; 0 for an account that is revoked. */
  readonly amount: Amount;
  readonly currency: string;
  /** Whatever is left when its turn comes, not the amount above. */
  readonly all: boolean;
  readonly taxFree: Amount | null;
  readonly vatAmount: Amount | null;
  /** Whether a promotion's discount stays though what is left violates it (§5.1). @default i'mport's, which is false */
  readonly retainPromotion?: boolean;
  /** @default nobody is named; `admin` at Naver Pay, which has to be told */
  readonly requester?: CancelRequester;
  readonly reason: string;
  /** Stands for the content of the shop's request, so that its repeat can be told from another one. */
  readonly fingerprint: string | null;
  readonly requestedAt: Date;
}

/** Of a cancel whose outcome is still open. */
interface UnderWay extends CancelTerms {
  readonly refund: RefundAccount | null;
  /** When somebody has to see to it next. */
  readonly dueAt: Date;
  /** How often it was sent or followed up in its present state. */
  readonly tries: number;
}

/** Of a cancel that has ended; there is no refund account any more. */
interface Ended extends CancelTerms {
  readonly endedAt: Date;
}

/**
 * When a cancel was sent, and what its payment looked like then. An account's revocation is never sent in this sense.
 */
export interface Sending {
  readonly kind: 'cancel';
  readonly sentAt: Date;
  readonly baseline: CancelBaseline;
}

/** `why` is the reason of the last move, see CANCEL_TRANSITIONS. */
interface In<State extends CancelState> {
  readonly state: State;
  readonly why: ReasonInto<State>;
}

/** `recorded`: it has not moved yet. */
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
  /** i'mport's id of what became of it; null where the cancelled sum alone shows it. */
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
  /** In the words of i'mport or the PG; digits that may be an account number are masked. */
  | { readonly why: 'gatewayRefused'; readonly gatewayText: string }
  | { readonly why: Exclude<ReasonInto<'refused'>, 'gatewayRefused'> };
/** Refused before it was sent, or by the answer to its call. */
export type RefusedCancel = (Refused & Refusal) | (Refused & Refusal & Sending);

export interface UnclearCancel extends Ended, Sending, In<'unclear'> {
  readonly kind: 'cancel';
}
export interface DroppedCancel extends Ended, In<'dropped'> {}

/** One cancel of one payment: recorded first, sent once, and followed until i'mport shows what became of it. */
export type Cancel =
  RequestedCancel | SentCancel | AcceptedCancel | DoneCancel | RefusedCancel | UnclearCancel | DroppedCancel;

export type CancelUnderWay = RequestedCancel | SentCancel | AcceptedCancel;
export type EndedCancel = Exclude<Cancel, CancelUnderWay>;
/** A cancel that was sent, whatever has become of it. */
export type CancelOnceSent = Extract<Cancel, Sending>;

/** Whether its outcome is still open: its amount is reserved, and no other cancel of its payment may be sent. */
export function isUnderWay(cancel: Cancel): cancel is CancelUnderWay {
  return cancel.state === 'requested' || cancel.state === 'sent' || cancel.state === 'accepted';
}

/** Whether it was sent, whatever has become of it. */
export function wasSent(cancel: Cancel): cancel is CancelOnceSent {
  return 'sentAt' in cancel;
}

/** i'mport's id of what a cancel has become; null where there is none, or none is known. */
export function cancellationIdOf(cancel: Cancel): string | null {
  return 'cancellationId' in cancel ? cancel.cancellationId : null;
}

/** What is left of a payment by i'mport's last word, less what cancels under way are about to take; never below 0. */
export function cancellableOf(
  payment: Pick<ReportedPayment, 'impUid' | 'amount' | 'cancelAmount'>,
  cancels: readonly Cancel[],
): Amount {
  const reserved = cancels
    .filter((cancel) => cancel.impUid === payment.impUid && isUnderWay(cancel))
    .reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, balanceOf(payment) - reserved) as Amount;
}

/**
 * What is left of a payment by i'mport's last word; 0 where that is no exact amount, or more was cancelled than paid.
 */
export function balanceOf({ amount, cancelAmount }: Pick<ReportedPayment, 'amount' | 'cancelAmount'>): Amount {
  return (amount === null || cancelAmount === null ? 0 : Math.max(0, amount - cancelAmount)) as Amount;
}

/**
 * Whether it is a cancel's turn: those of one payment go one after the other, since a checksum guards no two at once.
 */
export function isItsTurn(cancels: readonly Cancel[], cancel: Cancel): boolean {
  const first = cancels.find((each) => each.impUid === cancel.impUid && each.kind === 'cancel' && isUnderWay(each));
  return cancel.kind === 'revoke' || first === undefined || first.id === cancel.id;
}

/** The list with one cancel in its new form. */
export function replaceCancel(cancels: readonly Cancel[], changed: Cancel): readonly Cancel[] {
  return cancels.map((cancel) => (cancel.id === changed.id ? changed : cancel));
}

/** When the first of them has to be seen to; null where none has. */
export function nextCancelDueAt(cancels: readonly Cancel[]): Date | null {
  // One that waits for its turn must not bring the order up before the one that it waits for.
  const due = cancelsInTurn(cancels).map(({ dueAt }) => dueAt.getTime());
  return due.length === 0 ? null : new Date(Math.min(...due));
}

/** Those that have to be seen to by now, money before accounts. */
export function dueCancels(cancels: readonly Cancel[], now: Date): readonly CancelUnderWay[] {
  const due = cancelsInTurn(cancels).filter(({ dueAt }) => dueAt <= now);
  return due.toSorted((a, b) => Number(a.kind === 'revoke') - Number(b.kind === 'revoke'));
}

function cancelsInTurn(cancels: readonly Cancel[]): CancelUnderWay[] {
  return cancels.filter(isUnderWay).filter((cancel) => isItsTurn(cancels, cancel));
}
