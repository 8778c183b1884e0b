import type { PaymentRecord } from '../payments/payment-record';
import { presentPayment } from '../payments/present-payment';
import { revokeAccount } from '../payments/virtual-account';
import { type ApiReply, failure, notFound, refusal, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { INVENTED_TEXTS } from './messages';
import { keyRefusal } from './inicis-key';
import { openAccount } from './open-account';
import { readNumber } from './read-field';
import type { VbankDeps } from './vbank-deps';

/** `/vbanks`: issue, change and revoke a virtual account without a browser (§5.2). */
export function vbankRoutes(deps: VbankDeps): ApiRoute[] {
  return [
    { name: 'POST /vbanks', paths: ['/vbanks'], handle: (call) => openAccount(deps, call) },
    {
      name: 'PUT /vbanks/:imp_uid',
      paths: ['/vbanks/:imp_uid'],
      handle: ({ params, body }) => withReadyAccount(deps, params, (record) => changeAccount(deps, record, body)),
    },
    {
      name: 'DELETE /vbanks/:imp_uid',
      paths: ['/vbanks/:imp_uid'],
      handle: ({ params, query }) =>
        withReadyAccount(deps, params, (record) => {
          const refused = keyRefusal(deps, record, query) ?? deps.pgRefusalFor('DELETE /vbanks/:imp_uid', record);
          if (refused !== undefined) return refusal(refused, -1);
          revokeAccount(deps, record);
          return success(presentPayment(record));
        }),
    },
  ];
}

/** 404 for an unknown payment, 400 for one that is no account or no longer waits (§5.2); the 400 text is invented. */
function withReadyAccount(
  { store }: VbankDeps,
  params: Record<string, string>,
  answer: (record: PaymentRecord) => ApiReply,
): ApiReply {
  const record = store.find(params['imp_uid'] ?? '');
  if (!record) return notFound();
  const { pay_method: method, vbank_num: number, status } = record.payment;
  if (method !== 'vbank' || number === null || status !== 'ready') return failure(400, INVENTED_TEXTS.noReadyAccount);
  return answer(record);
}

/** Amount and deadline of an account at Hecto; no other PG can (§5.2). */
function changeAccount(deps: VbankDeps, record: PaymentRecord, body: Record<string, unknown>): ApiReply {
  if (record.payment.pg_provider !== 'settle') return failure(400, INVENTED_TEXTS.onlyHecto);
  const { amount: oldAmount, vbank_date: oldDate } = record.payment;
  const amount = readNumber(body, 'amount') ?? oldAmount;
  const due = readNumber(body, 'vbank_due') ?? oldDate;
  if (!(amount > 0)) return failure(400, INVENTED_TEXTS.badAmount);
  if (!Number.isSafeInteger(due)) return failure(400, INVENTED_TEXTS.badDue);
  deps.store.update(record, { amount, vbank_date: due });
  return success(presentPayment(record));
}
