/** What to do with a payment that must not settle its order: `hold` it for a person, or `cancel` (refund) it. */
export interface MoneyPolicy {
  /** A payment of the order with another amount or currency. */
  readonly forgedPayment: 'hold' | 'cancel';
  /** A second payment of a settled order. */
  readonly duplicatePayment: 'hold' | 'cancel';
  /** A payment made after the order's deadline or closing; `accept` lets it settle the order. */
  readonly latePayment: 'accept' | 'hold' | 'cancel';
}

/** The default: no automatic refund. */
export const HOLD_EVERYTHING: MoneyPolicy = { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'hold' };
