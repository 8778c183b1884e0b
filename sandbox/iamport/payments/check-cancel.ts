import type { Clock } from '../unix-seconds';
import type { CancelRefusal, CancelRequest } from './cancel-request';
import { ALREADY_CANCELLED_TEXT, INVENTED_CANCEL_TEXTS as TEXTS } from './cancel-texts';
import { addMoney, subtractMoney } from './money';
import type { PaymentRecord } from './payment-record';
import { pgRefusalOf } from './pg-cancel-rules';

/** What can still be cancelled: the amount less what is cancelled and what is being refunded. */
export function balanceOf({ payment, pendingCancels }: PaymentRecord): number {
  const pending = pendingCancels.reduce((sum, { amount }) => addMoney(sum, amount), 0);
  return subtractMoney(subtractMoney(payment.amount, payment.cancel_amount), pending);
}

/**
 * Every reason of §5.1 to refuse a cancel of this payment, i'mport's own before the PG's: on a `checksum` mismatch
 * nothing reaches the PG.
 */
export function checkCancel(record: PaymentRecord, request: CancelRequest, now: Clock): CancelRefusal | undefined {
  const own = ownRefusal(record, request);
  if (own !== undefined) return { code: 1, message: own };
  const ofPg = pgRefusalOf({ record, request, partial: isPartial(record, request), now });
  return ofPg === undefined ? undefined : { code: -1, message: ofPg };
}

function ownRefusal(record: PaymentRecord, request: CancelRequest): string | undefined {
  const { amount, checksum } = request;
  const balance = balanceOf(record);
  if (balance <= 0) return record.pendingCancels.length > 0 ? TEXTS.refundUnderWay : ALREADY_CANCELLED_TEXT;
  if (!(amount >= 0)) return TEXTS.amountNotANumber;
  if (checksum !== undefined && checksum !== balance) return TEXTS.checksumMismatch;
  if (amount > balance) return TEXTS.aboveBalance;
  if (!['customer', 'admin', undefined].includes(request.requester)) return TEXTS.requesterUnknown;
  return promotionRefusal(record, request) ?? missingRefundFields(record, request);
}

/** Whether less than all that is left is to be cancelled. */
export function isPartial(record: PaymentRecord, { amount }: CancelRequest): boolean {
  return amount !== 0 && amount < balanceOf(record);
}

/**
 * A promotion, of which the sandbox assumes that any smaller order violates it: the first partial cancel chooses for all of
 * them whether the discount stays; where it goes, what is left must not cost more than what is approved now.
 */
function promotionRefusal(record: PaymentRecord, request: CancelRequest): string | undefined {
  const { promotion } = record.payment;
  if (promotion === null || !isPartial(record, request)) return undefined;
  const retains = request.retainPromotion ?? false;
  if (record.retainsPromotion !== undefined) {
    return record.retainsPromotion === retains ? undefined : TEXTS.promotionChosen;
  }
  return !retains && request.amount < promotion.discount ? TEXTS.promotionViolated : undefined;
}

/** A virtual account has no card to refund to (§5.1). */
function missingRefundFields({ payment }: PaymentRecord, request: CancelRequest): string | undefined {
  if (payment.pay_method !== 'vbank') return undefined;
  const { refundHolder, refundBank, refundAccount, refundTel } = request;
  if (!refundHolder || !refundBank || !refundAccount) return TEXTS.refundAccountMissing;
  const telNeeded = ['smartro', 'smartro_v2'].includes(payment.pg_provider ?? '');
  return telNeeded && !refundTel ? TEXTS.refundTelMissing : undefined;
}
