import type { ReportedPayment } from '../domain/payment';

/**
 * Looks a payment up at i'mport, sharing the call with whoever asks for the same payment meanwhile.
 *
 * `claimsCancel` says that the report which caused this look-up speaks of a cancel. It is not believed; it only forbids
 * to be content with an answer that may be older than the cancel.
 */
export type LookUpPayment = (
  impUid: string,
  options: { readonly claimsCancel: boolean },
) => Promise<ReportedPayment | null>;

/**
 * Shares look-ups of one payment that overlap in time.
 *
 * A call that was begun before the caller came may have been answered before the news that brought the caller: where its
 * answer is not final, the caller asks once more, and shares that call too.
 */
export function createPaymentLookup(getPayment: (impUid: string) => Promise<ReportedPayment | null>): LookUpPayment {
  const underWay = new Map<string, Promise<ReportedPayment | null>>();

  function begin(impUid: string): Promise<ReportedPayment | null> {
    const call = getPayment(impUid).finally(() => underWay.delete(impUid));
    underWay.set(impUid, call);
    return call;
  }

  return async (impUid, { claimsCancel }) => {
    const begunBefore = underWay.get(impUid);
    if (begunBefore === undefined) return begin(impUid);
    const answer = await begunBefore;
    if (answer?.status === 'cancelled' || answer?.status === 'paid') {
      if (!claimsCancel) return answer;
    }
    return underWay.get(impUid) ?? begin(impUid);
  };
}
