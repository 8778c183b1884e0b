import type { ReportedPayment } from '../domain/payment';

/** For whom a payment is looked up. Nothing of it decides what is found, only whether to ask, and how soon. */
export interface LookUpOptions {
  /**
   * The report that caused this look-up speaks of a cancel. It is not believed; it only forbids to be content with an
   * answer that may be older than the cancel.
   */
  readonly claimsCancel: boolean;
  /** The order that the report names. */
  readonly merchantUid?: string;
  /** Whether that order waits for a payment: what a report says of it must not get lost. */
  readonly isAwaited?: boolean;
  /** Whether that order holds this payment: it is known to i'mport, whatever was answered before. */
  readonly isHeld?: boolean;
  /** Where the report came from; left out by our own work, which is not rationed. */
  readonly sender?: Sender;
}

/** Where a report came from: a hint for limits, never a proof of anything. */
export interface Sender {
  /** The address, or its network. */
  readonly key: string;
  /** An address from which i'mport says to send webhooks (§7.4). */
  readonly isGateway: boolean;
  /** Has sent more than an address may: it is heard only for what an order waits for. @default false */
  readonly isOverLimit?: boolean;
}

/** Looks a payment up at i'mport, or at what stands before it. */
export type LookUpPayment = (impUid: string, options: LookUpOptions) => Promise<ReportedPayment | null>;

/**
 * Shares look-ups of one payment, made for the same order, that overlap in time.
 *
 * A call that was begun before the caller came may have been answered before the news that brought the caller: where its
 * answer is not final, the caller asks once more, and shares that call too.
 */
export function createPaymentLookup(getPayment: LookUpPayment): LookUpPayment {
  const underWay = new Map<string, Promise<ReportedPayment | null>>();

  function begin(key: string, impUid: string, options: LookUpOptions): Promise<ReportedPayment | null> {
    const call = getPayment(impUid, options).finally(() => underWay.delete(key));
    underWay.set(key, call);
    return call;
  }

  return async (impUid, options) => {
    // Nobody is to share the refusal of an order that does not wait, or of a sender that sends too much.
    const key = JSON.stringify([impUid, options.merchantUid, options.sender?.isOverLimit === true]);
    const begunBefore = underWay.get(key);
    if (begunBefore === undefined) return begin(key, impUid, options);
    const answer = await begunBefore;
    if (answer?.status === 'cancelled' || answer?.status === 'paid') {
      if (!options.claimsCancel) return answer;
    }
    return underWay.get(key) ?? begin(key, impUid, options);
  };
}
