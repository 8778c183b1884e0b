import type { PreparedAmount, PreparedAmounts } from '../prepared-amounts';
import { type ApiReply, failure, notFound, refusal, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { ALREADY_PREPARED_TEXT, INVENTED_TEXTS, missingFieldsText, NOT_PREPARED_TEXT } from './messages';
import { readNumber, readText } from './read-field';

const MAX_MERCHANT_UID = 40;

/** `/payments/prepare`: register, change and read the amount that a browser payment must have (§4). */
export function prepareRoutes({ prepared }: { prepared: PreparedAmounts }): ApiRoute[] {
  return [
    {
      name: 'POST /payments/prepare',
      paths: ['/payments/prepare'],
      handle: ({ body }) =>
        withPrepared(body, (wanted) => {
          if (prepared.get(wanted.merchant_uid)) return refusal(ALREADY_PREPARED_TEXT);
          prepared.set(wanted);
          return success(wanted);
        }),
    },
    {
      name: 'PUT /payments/prepare',
      paths: ['/payments/prepare'],
      handle: ({ body }) =>
        withPrepared(body, (wanted) => {
          if (!prepared.get(wanted.merchant_uid)) return notFound(NOT_PREPARED_TEXT);
          prepared.set(wanted);
          return success(wanted);
        }),
    },
    {
      name: 'GET /payments/prepare/:merchant_uid',
      paths: ['/payments/prepare/:merchant_uid'],
      handle({ params }) {
        const found = prepared.get(params['merchant_uid'] ?? '');
        return found ? success(found) : notFound(NOT_PREPARED_TEXT);
      },
    },
  ];
}

/** Reads the body; how i'mport answers a bad one is not known, so 400 and the texts are invented. */
function withPrepared(body: Record<string, unknown>, answer: (wanted: PreparedAmount) => ApiReply): ApiReply {
  const merchantUid = readText(body, 'merchant_uid');
  const amount = readNumber(body, 'amount');
  if (merchantUid === undefined || amount === undefined)
    return failure(400, missingFieldsText(['merchant_uid', 'amount']));
  if (merchantUid.length > MAX_MERCHANT_UID) return failure(400, INVENTED_TEXTS.merchantUidTooLong);
  if (!(amount >= 0)) return failure(400, INVENTED_TEXTS.badAmount);
  return answer({ merchant_uid: merchantUid, amount, currency: readText(body, 'currency') ?? null });
}
