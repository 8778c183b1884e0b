/** What is done about money that came in wrongly: kept for a person to decide upon, or given back. */
export interface GuardPolicy {
  /** A payment of our order over another amount or currency. */
  readonly forgedPayment: 'hold' | 'cancel';
  /** A second payment of an order that is settled. */
  readonly duplicatePayment: 'hold' | 'cancel';
  /** A payment made after the order had expired or was closed; `accept` lets it settle the order. */
  readonly latePayment: 'accept' | 'hold' | 'cancel';
}

/** Touches no money. */
export const HOLD_EVERYTHING: GuardPolicy = { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'hold' };
