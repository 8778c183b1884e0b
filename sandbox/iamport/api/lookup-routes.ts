import { presentPayment } from '../payments/present-payment';
import type { PaymentRecord } from '../payments/payment-record';
import type { PaymentStore } from '../payments/payment-store';
import { failure, notFound, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { INVENTED_TEXTS } from './messages';
import { paycoBalance } from './payco-balance';

/** How many keys `GET /payments` takes (§3). */
const MAX_KEYS = 100;

/** `GET /payments/{imp_uid}`: the only look-up that hides test payments unless asked for them (§2.1). */
export function paymentRoute(deps: { store: PaymentStore }): ApiRoute {
  return {
    name: 'GET /payments/:imp_uid',
    paths: ['/payments/:imp_uid'],
    handle({ params, query }) {
      const record = deps.store.find(params['imp_uid'] ?? '');
      if (!record) return notFound();
      if (record.payment.sandbox && !isTrue(query.get('include_sandbox'))) return notFound();
      return success(presentPayment(record, isTrue(query.get('extension'))));
    },
  };
}

/** `GET /payments?imp_uid[]=&merchant_uid[]=` (§3): 200 all found, 207 some, 404 none. */
export function paymentsRoute(deps: { store: PaymentStore }): ApiRoute {
  return {
    name: 'GET /payments',
    paths: ['/payments'],
    handle({ query }) {
      const impUids = keysOf(query, 'imp_uid');
      const merchantUids = keysOf(query, 'merchant_uid');
      if (impUids.length + merchantUids.length > MAX_KEYS) return failure(400, INVENTED_TEXTS.tooManyKeys);

      const found = [
        ...impUids.map((it) => [deps.store.find(it)].filter((record) => record !== undefined)),
        ...merchantUids.map((it) => deps.store.ofMerchantUid(it).toReversed()),
      ];
      const records = new Set<PaymentRecord>(found.flat());
      if (records.size === 0) return notFound();
      const everyKeyFound = found.every((records) => records.length > 0);
      return success(
        [...records].map((it) => presentPayment(it)),
        everyKeyFound ? 200 : 207,
      );
    },
  };
}

/** `GET /payments/{imp_uid}/balance` (§3): PAYCO payments only. */
export function balanceRoute(deps: { store: PaymentStore }): ApiRoute {
  return {
    name: 'GET /payments/:imp_uid/balance',
    paths: ['/payments/:imp_uid/balance'],
    handle({ params }) {
      const record = deps.store.find(params['imp_uid'] ?? '');
      if (!record) return notFound();
      if (record.payment.pg_provider !== 'payco') return failure(405, INVENTED_TEXTS.noBalance);
      return success(paycoBalance(record.payment));
    },
  };
}

function isTrue(text: string | null): boolean {
  return text === 'true' || text === '1';
}

/** `key[]=a&key[]=b` in PHP's notation, numbered or not, and a lone `key=a` (§1.1). */
function keysOf(query: URLSearchParams, key: string): string[] {
  const values = [...query].filter(([name]) => name.replace(/\[\d*\]$/, '') === key).map(([, value]) => value);
  return [...new Set(values)];
}
