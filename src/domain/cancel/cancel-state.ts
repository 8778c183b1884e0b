/** Money given back, or an account revoked before money comes in. */
export type CancelKind = 'cancel' | 'revoke';

/**
 * - `requested`: recorded, its amount is reserved, nothing was sent
 * - `sent`: sent, or about to be; what became of it is not known, and only reading the payment may tell
 * - `accepted`: i'mport agreed, and the payment does not show it yet: some PGs refund later (§5.1)
 * - `done`: the payment shows it
 * - `refused`: i'mport or the PG said no, or it could not be sent; nothing was given back
 * - `unclear`: no trace of it ten minutes later, or a history or sum that cannot be told apart from somebody else's
 *   cancel
 * - `dropped`: a guard's intent that was no longer called for when its turn came; nothing was sent
 */
export type CancelState = 'requested' | 'sent' | 'accepted' | 'done' | 'refused' | 'unclear' | 'dropped';

type Transitions = Readonly<
  Record<CancelKind, Readonly<Partial<Record<CancelState, Readonly<Record<string, CancelState>>>>>>
>;

/**
 * Where a cancel of each kind may go from each of its states: every reason for a move, and the state that it leads to.
 * A state that leads to itself is a move too: the cancel is due at another time, or something more is known of it.
 *
 * An account is never `sent`: its revocation is safe to repeat (§5.2), so it stays `requested` until it ends. `done`
 * and `unclear` are not the end of a refund: i'mport's own answer to the call may come after a report of the payment.
 */
export const CANCEL_TRANSITIONS = {
  cancel: {
    requested: {
      // The payment could not be read.
      postponed: 'requested',
      // It was first in line, it is still wanted, and the payment holds enough.
      turnCame: 'sent',
      // The guard that wanted it does not call for it any more, or the order holds no such payment.
      noLongerWanted: 'dropped',
      // Less is left of the payment than it wants.
      balanceTooLow: 'refused',
      // i'mport has not shown the payment for an hour.
      paymentNotShown: 'refused',
    },
    sent: {
      // The call did not reach i'mport.
      notSent: 'requested',
      // The payment was read and does not show it.
      notShownYet: 'sent',
      // i'mport said yes.
      agreed: 'accepted',
      // The payment shows it.
      shown: 'done',
      // i'mport or the PG said no.
      gatewayRefused: 'refused',
      // The payment was read ten minutes later and does not show it.
      doubtOver: 'unclear',
      // The payment could not be read for an hour.
      outcomeNotShown: 'unclear',
    },
    accepted: {
      notShownYet: 'accepted',
      // The payment has not shown it for two weeks.
      delayed: 'accepted',
      shown: 'done',
      // The cancelled sum has grown enough, and the history does not tell by what.
      historySilent: 'unclear',
      // The payment has not shown it for thirty days.
      waitedTooLong: 'unclear',
    },
    done: {
      // The history shows the cancellation that the sum alone had shown before.
      identified: 'done',
      gatewayRefused: 'refused',
    },
    unclear: { agreed: 'accepted', shown: 'done', gatewayRefused: 'refused' },
    refused: {},
    dropped: {},
  },
  revoke: {
    requested: {
      // The payment could not be read, or its account is still open.
      postponed: 'requested',
      noLongerWanted: 'dropped',
      paymentNotShown: 'refused',
      // The account takes no deposit any more.
      accountRevoked: 'done',
      // The buyer's deposit came first.
      depositCameFirst: 'refused',
      // i'mport agreed twenty times, and the account is still open.
      accountStaysOpen: 'refused',
      // The PG revokes accounts only with a key that is not set.
      revokeKeyMissing: 'refused',
      gatewayRefused: 'refused',
    },
    done: {},
    refused: {},
    dropped: {},
  },
} as const satisfies Transitions;

type Table = typeof CANCEL_TRANSITIONS;
type RowsOf<Kind extends CancelKind> = Table[Kind][keyof Table[Kind]];
type Rows = { [Kind in CancelKind]: RowsOf<Kind> }[CancelKind];
type ReasonsOf<Row, To> = Row extends unknown
  ? { [Why in keyof Row]: Row[Why] extends To ? Why : never }[keyof Row]
  : never;

/** Why a cancel moves to one of some states. */
export type ReasonInto<To extends CancelState> = ReasonsOf<Rows, To>;

/** Why a cancel moves. */
export type CancelReason = ReasonInto<CancelState>;

/** The state of a cancel that was just recorded. */
export const INITIAL_CANCEL_STATE = 'requested' satisfies CancelState;

/** Where a reason leads from a state; undefined where the table has no such move. */
export function nextCancelState(kind: CancelKind, from: CancelState, why: CancelReason): CancelState | undefined {
  const states: Transitions[CancelKind] = CANCEL_TRANSITIONS[kind];
  const reasons = states[from] ?? {};
  return Object.hasOwn(reasons, why) ? reasons[why] : undefined;
}
