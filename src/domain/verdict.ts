import type { VirtualAccount } from './payment';

/** What we made of a payment, in the words that our clients read (the first two are the guide's). */
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

/** Which rule a forged payment broke. */
export type ForgeryReason = 'order' | 'testChannel' | 'currency' | 'amount';

/**
 * Why a payment is held for a person to decide upon: it was made before its order existed, or it is over an amount that
 * the shop has changed since its window was opened.
 */
export type HoldReason = 'olderThanOrder' | 'amountChanged';

/** The judgement of one reported payment against one order. A refusal is a value, never an exception. */
export type Verdict =
  /** `late`: made after the end of the order, and accepted by the shop's policy. */
  | { readonly outcome: 'success'; readonly partlyCancelled: boolean; readonly late?: true }
  /** `isDueTooFar`: it takes deposits for longer than the shop wants; nothing is undone. */
  | { readonly outcome: 'vbankIssued'; readonly account: VirtualAccount; readonly isDueTooFar?: true }
  | { readonly outcome: 'forgery'; readonly reason: ForgeryReason }
  | { readonly outcome: 'failed'; readonly reason: string | null }
  | { readonly outcome: 'pending'; readonly unknownStatus: boolean }
  | { readonly outcome: 'cancelled' }
  /** `refunded`: what the other payment had paid was given back whole. */
  | { readonly outcome: 'duplicate'; readonly paidBy: string; readonly refunded?: true }
  | { readonly outcome: 'orderClosed'; readonly closedBy: 'deadline' | 'shop' }
  | { readonly outcome: 'paymentHeld'; readonly reason: HoldReason };
