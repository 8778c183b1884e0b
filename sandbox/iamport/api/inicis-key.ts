import type { PaymentRecord } from '../payments/payment-record';
import { INVENTED_TEXTS } from './messages';

/** Inicis alone wants its own API key, in the query (§5.2); the text is invented but for "hashData". */
export function keyRefusal(
  { inicisApiKey }: { inicisApiKey: string },
  { payment }: PaymentRecord,
  query: URLSearchParams,
): string | undefined {
  if (payment.pg_provider !== 'html5_inicis' || query.get('pg_api_key') === inicisApiKey) return undefined;
  return INVENTED_TEXTS.wrongInicisKey;
}
