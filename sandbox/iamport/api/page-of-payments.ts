import { presentPayment } from '../payments/present-payment';
import type { PaymentRecord } from '../payments/payment-record';
import { sortPayments } from '../payments/sort-payments';
import { type ApiReply, failure, success } from './api-reply';
import { INVENTED_TEXTS } from './messages';
import type { PageRequest } from './read-page';

/**
 * One page of payments: `total`, `previous` and `next` with 0 for none, and `list` (§3). A page beyond the data is
 * 400; the first page of nothing is an empty list, which is a decision of the sandbox.
 */
export function pageOfPayments(records: PaymentRecord[], { page, limit, sorting }: PageRequest): ApiReply {
  const total = records.length;
  const lastPage = Math.max(1, Math.ceil(total / limit));
  if (page > lastPage) return failure(400, INVENTED_TEXTS.pageBeyondData);
  const list = sortPayments(records, sorting).slice((page - 1) * limit, page * limit);
  return success({
    total,
    previous: page - 1,
    next: page < lastPage ? page + 1 : 0,
    list: list.map((record) => presentPayment(record)),
  });
}
