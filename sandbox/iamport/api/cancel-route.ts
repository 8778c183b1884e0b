import { cancelByApi } from '../payments/cancel-by-api';
import type { CancelRequest } from '../payments/cancel-request';
import type { PaymentDeps } from '../payments/payment-deps';
import type { PaymentRecord } from '../payments/payment-record';
import { presentPayment } from '../payments/present-payment';
import { refusal, success } from './api-reply';
import type { ApiRoute } from './api-route';
import type { RouteName } from './route-names';
import { readFlag, readGroup, readNumber, readText } from './read-field';

/** The refusal that a `pg-refusal` fault has in store for this call, if any. */
export type PgRefusalFor = (route: RouteName, record: PaymentRecord) => string | undefined;

/** `POST /payments/cancel` (§5.1): every refusal is HTTP 200. */
export function cancelRoute(deps: PaymentDeps & { pgRefusalFor: PgRefusalFor }): ApiRoute {
  const name = 'POST /payments/cancel';
  return {
    name,
    paths: ['/payments/cancel'],
    handle({ body }) {
      const result = cancelByApi(deps, readCancel(body), (record) => deps.pgRefusalFor(name, record));
      if ('refused' in result) return refusal(result.refused.message, result.refused.code);
      return success(presentPayment(result.record));
    },
  };
}

/** Nothing is required here: what is missing is refused by what it would cancel. */
function readCancel(body: Record<string, unknown>): CancelRequest {
  return {
    impUid: readText(body, 'imp_uid'),
    merchantUid: readText(body, 'merchant_uid'),
    amount: readNumber(body, 'amount') ?? 0,
    checksum: readNumber(body, 'checksum'),
    taxFree: readNumber(body, 'tax_free'),
    vatAmount: readNumber(body, 'vat_amount'),
    reason: readText(body, 'reason'),
    refundHolder: readText(body, 'refund_holder'),
    refundBank: readText(body, 'refund_bank'),
    refundAccount: readText(body, 'refund_account'),
    refundTel: readText(body, 'refund_tel'),
    retainPromotion: 'retain_promotion' in body ? readFlag(body, 'retain_promotion') : undefined,
    requester: readText(readGroup(body, 'extra'), 'requester'),
    enableWebhook: readFlag(body, 'enable_webhook'),
  };
}
