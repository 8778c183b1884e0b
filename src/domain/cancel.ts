import type { Amount } from './money';
import type { ReportedPayment } from './payment';

/** Money given back, or an account revoked before money comes in. */
export type CancelKind = 'cancel' | 'revoke';

/**
 * Why: the shop asked for it, or one of the guards did (`surplus`: another payment settled the order; `closed`: the shop
 * closed it; `wrong`: the account is over another amount or currency, or came too late).
 */
export type CancelCause = 'shop' | 'forged' | 'duplicate' | 'late' | 'surplus' | 'closed' | 'wrong';

/**
 * - `requested`: recorded, its amount is reserved, nothing was sent
 * - `sent`: sent, or about to be; what became of it is not known, and only reading the payment may tell
 * - `accepted`: i'mport agreed, and the payment does not show it yet: some PGs refund later (§5.1)
 * - `done`: the payment shows it
 * - `refused`: i'mport or the PG said no; nothing was given back
 * - `unclear`: no trace of it ten minutes later, or a history or sum that cannot be told apart from somebody else's cancel
 * - `dropped`: a guard's intent that was no longer called for when its turn came; nothing was sent
 */
export type CancelState = 'requested' | 'sent' | 'accepted' | 'done' | 'refused' | 'unclear' | 'dropped';

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

/** One cancel of one payment: recorded first, sent once, and followed until i'mport shows what became of it. */
export interface Cancel {
  /** The shop's `request_id`, or one made of the cause and the payment for what a guard wants. */
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
  readonly refund: RefundAccount | null;
  /** Stands for the content of the shop's request, so that its repeat can be told from another one. */
  readonly fingerprint: string | null;
  readonly state: CancelState;
  readonly requestedAt: Date;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  /** When somebody has to see to it next; null once it has ended. */
  readonly dueAt: Date | null;
  /** How often it was sent or looked after in its present state. */
  readonly tries: number;
  readonly baseline: CancelBaseline | null;
  /** i'mport's id of what became of it. */
  readonly cancellationId: string | null;
  /** What i'mport or the PG said to refuse it. */
  readonly answer: string | null;
}

/** Whether its outcome is still open: its amount is reserved, and no other cancel of its payment may be sent. */
export function isUnderWay({ state }: Cancel): boolean {
  return state === 'requested' || state === 'sent' || state === 'accepted';
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

/** What is left of a payment by i'mport's last word; 0 where that is no exact amount, or more was cancelled than paid. */
export function balanceOf({ amount, cancelAmount }: Pick<ReportedPayment, 'amount' | 'cancelAmount'>): Amount {
  return (amount === null || cancelAmount === null ? 0 : Math.max(0, amount - cancelAmount)) as Amount;
}

/** Whether it is a cancel's turn: those of one payment go one after the other, since a checksum guards no two at once. */
export function isItsTurn(cancels: readonly Cancel[], cancel: Cancel): boolean {
  const first = cancels.find((each) => each.impUid === cancel.impUid && each.kind === 'cancel' && isUnderWay(each));
  return cancel.kind === 'revoke' || first === undefined || first.id === cancel.id;
}

/** Ends a cancel; the refund account is of no use any more. */
export function endCancel(
  cancel: Cancel,
  state: 'done' | 'refused' | 'unclear' | 'dropped',
  at: Date,
  facts: { readonly cancellationId?: string | null; readonly answer?: string | null } = {},
): Cancel {
  return { ...cancel, state, endedAt: at, dueAt: null, refund: null, ...facts };
}

/** The list with one cancel in its new form. */
export function replaceCancel(cancels: readonly Cancel[], changed: Cancel): readonly Cancel[] {
  return cancels.map((cancel) => (cancel.id === changed.id ? changed : cancel));
}

/** When the first of them has to be seen to; null where none has. */
export function nextCancelDueAt(cancels: readonly Cancel[]): Date | null {
  // One that waits for its turn must not bring the order up before the one that it waits for.
  const due = cancels.flatMap((cancel) =>
    cancel.dueAt === null || !isItsTurn(cancels, cancel) ? [] : [cancel.dueAt.getTime()],
  );
  return due.length === 0 ? null : new Date(Math.min(...due));
}
