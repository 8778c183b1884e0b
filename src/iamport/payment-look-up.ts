import type { ReportedPayment } from '../domain/payment';

/** Why a payment is looked up. The options decide whether and when i'mport is asked, never what is found. */
export interface LookUpOptions {
  /**
   * Whether the report that caused this look-up claims a cancel. The claim is not believed. It only makes the look-up ask
   * again where a shared answer may be older than the cancel.
   */
  readonly claimsCancel: boolean;
  /** The order that the report names. */
  readonly merchantUid?: string;
  /** Whether that order waits for a payment: its report must not get lost. */
  readonly isAwaited?: boolean;
  /** Whether that order holds this payment: then i'mport knows it, whatever an earlier answer was. */
  readonly isHeld?: boolean;
  /** Where the report came from; absent for the service's own look-ups, which no quota limits. */
  readonly sender?: Sender;
}

/** Where a report came from. It serves limits only and proves nothing: an address may be forged. */
export interface Sender {
  /** The sender's address or network. */
  readonly key: string;
  /** Whether the address is one of i'mport's webhook addresses (§7.4). */
  readonly isGateway: boolean;
  /** Whether the sender is over its address limit: only reports for waiting orders are followed up. @default false */
  readonly isOverLimit?: boolean;
}

/** Looks a payment up at i'mport, possibly through a cache or a quota. @returns null for an unknown payment */
export type LookUpPayment = (impUid: string, options: LookUpOptions) => Promise<ReportedPayment | null>;

/**
 * Shares overlapping look-ups of one payment for the same order.
 *
 * i'mport may have answered a call under way before the event that the new caller reports. Where that answer is not final,
 * the caller looks the payment up again, and shares that second call too.
 */
export function createPaymentLookUp(getPayment: LookUpPayment): LookUpPayment {
  const underWay = new Map<string, Promise<ReportedPayment | null>>();

  function begin(key: string, impUid: string, options: LookUpOptions): Promise<ReportedPayment | null> {
    const call = getPayment(impUid, options).finally(() => underWay.delete(key));
    underWay.set(key, call);
    return call;
  }

  return async (impUid, options) => {
    // The quota may refuse a look-up for a settled order or a sender over its limit: other callers must not share that.
    const key = JSON.stringify([impUid, options.merchantUid, options.sender?.isOverLimit === true]);
    const earlier = underWay.get(key);
    if (earlier === undefined) return begin(key, impUid, options);
    const answer = await earlier;
    if (answer?.status === 'cancelled' || answer?.status === 'paid') {
      if (!options.claimsCancel) return answer;
    }
    return underWay.get(key) ?? begin(key, impUid, options);
  };
}
