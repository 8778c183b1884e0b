/** `cancel`: a refund of money. `revoke`: the revocation of an open account. */
export type CancelKind = 'cancel' | 'revoke';

/**
 * - `requested`: recorded and its amount reserved; not sent
 * - `sent`: sent, or about to be; the result is unknown until i'mport answers or the payment shows it
 * - `accepted`: i'mport agreed, and the payment does not show it yet: some PGs refund later (§5.1)
 * - `done`: the payment shows it
 * - `refused`: i'mport or the PG refused it, or it could not be sent; nothing was refunded
 * - `unclear`: the payment did not show it in time, or its history cannot tell it from another cancel
 * - `dropped`: an automatic cancel that was no longer wanted when its turn came; not sent
 */
export type CancelState = 'requested' | 'sent' | 'accepted' | 'done' | 'refused' | 'unclear' | 'dropped';

type Transitions = Readonly<
  Record<CancelKind, Readonly<Partial<Record<CancelState, Readonly<Record<string, CancelState>>>>>>
>;

/**
 * The transitions of each kind of cancel: from each state, every reason and the state that it leads to. A state that
 * leads to itself is a transition too: the cancel gets another due time, or its `cancellation_id`.
 *
 * A revocation is never `sent`: it may be repeated (§5.2), so it stays `requested` until it ends. `done` and `unclear`
 * are not final for a refund: i'mport's answer to the call may arrive after a report of the payment.
 */
export const CANCEL_TRANSITIONS = {
  cancel: {
    requested: {
      // The payment could not be read.
      postponed: 'requested',
      // It was the next in queue, is still wanted, and the balance suffices.
      turnCame: 'sent',
      // The policy does not want it any more, or the order holds no such payment.
      noLongerWanted: 'dropped',
      // The balance of the payment is lower than its amount.
      balanceTooLow: 'refused',
      // The payment could not be read for an hour.
      paymentNotShown: 'refused',
    },
    sent: {
      // The call did not reach i'mport.
      notSent: 'requested',
      // The payment was read and does not show it.
      notShownYet: 'sent',
      // i'mport agreed to it.
      agreed: 'accepted',
      // The payment shows it.
      shown: 'done',
      // i'mport or the PG refused it.
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
      // The cancelled sum has grown by enough, and no cancellation in the history matches.
      historySilent: 'unclear',
      // The payment has not shown it for thirty days.
      waitedTooLong: 'unclear',
    },
    done: {
      // The history shows the cancellation; before, only the cancelled sum did.
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
      // The payment shows that the account is revoked.
      accountRevoked: 'done',
      // The buyer's deposit arrived before the revocation.
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

/** The state of a new cancel. */
export const INITIAL_CANCEL_STATE = 'requested' satisfies CancelState;

/** The state that a reason leads to; `undefined` if the table has no such transition. */
export function nextCancelState(kind: CancelKind, from: CancelState, why: CancelReason): CancelState | undefined {
  const states: Transitions[CancelKind] = CANCEL_TRANSITIONS[kind];
  const reasons = states[from] ?? {};
  return Object.hasOwn(reasons, why) ? reasons[why] : undefined;
}
