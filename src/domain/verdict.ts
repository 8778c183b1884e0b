import type { VirtualAccount } from './payment';

/** The outcome of a verdict, as the API returns it. i'mport's guide names the first two. */
export type Outcome =
  | 'success'
  | 'vbankIssued'
  | 'forgery'
  | 'failed'
  | 'pending'
  | 'cancelled'
  | 'duplicate'
  | 'orderClosed'
  | 'paymentHeld';

/** The rule that a forged payment breaks. */
export type ForgeryReason = 'order' | 'testChannel' | 'currency' | 'amount';

/**
 * Why a payment is held for a person. `olderThanOrder`: it was made before its order was registered. `amountChanged`:
 * the shop has changed the amount since the payment was begun.
 */
export type HoldReason = 'olderThanOrder' | 'amountChanged';

/** The result of judging one reported payment against one order. A refusal is a value, never an exception. */
export type Verdict =
  /** `late`: made after the deadline or closing, and accepted by the shop's policy. */
  | { readonly outcome: 'success'; readonly partlyCancelled: boolean; readonly late?: true }
  /** `isDueTooFar`: its deadline is further away than the shop allows. The account is not revoked for that. */
  | { readonly outcome: 'vbankIssued'; readonly account: VirtualAccount; readonly isDueTooFar?: true }
  | { readonly outcome: 'forgery'; readonly reason: ForgeryReason }
  | { readonly outcome: 'failed'; readonly reason: string | null }
  | { readonly outcome: 'pending'; readonly unknownStatus: boolean }
  | { readonly outcome: 'cancelled' }
  /** `refunded`: the other payment was refunded whole. */
  | { readonly outcome: 'duplicate'; readonly paidBy: string; readonly refunded?: true }
  | { readonly outcome: 'orderClosed'; readonly closedBy: 'deadline' | 'shop' }
  | { readonly outcome: 'paymentHeld'; readonly reason: HoldReason };
