import type { PaymentRecord } from '../payments/payment-record';
import type { PaymentStore } from '../payments/payment-store';
import { presentPayment } from '../payments/present-payment';
import { sortPayments } from '../payments/sort-payments';
import type { SettingsDesk } from '../settings';
import type { Clock } from '../unix-seconds';
import { failure, notFound, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { BAD_SORTING_TEXT, BAD_STATUS_TEXT } from './messages';
import { pageOfPayments } from './page-of-payments';
import { readPage, readSorting } from './read-page';
import { isInWindow, readWindow } from './status-window';

const STATUSES = ['ready', 'paid', 'cancelled', 'failed'];

/** `GET /payments/find/{merchant_uid}[/{payment_status}]`: one payment, the newest unless sorted otherwise (§3). */
export function findRoute(deps: { store: PaymentStore; settings: SettingsDesk }): ApiRoute {
  return {
    name: 'GET /payments/find/:merchant_uid',
    paths: ['/payments/find/:merchant_uid{/:payment_status}'],
    handle({ params, query }) {
      const status = statusIn(params, deps.settings);
      if (status !== '' && !STATUSES.includes(status)) return failure(400, BAD_STATUS_TEXT);
      const sorting = readSorting(query);
      if (sorting === undefined) return failure(400, BAD_SORTING_TEXT);
      const attempts = deps.store.ofMerchantUid(params['merchant_uid'] ?? '');
      const [first] = sortPayments(ofStatus(attempts, status), sorting);
      return first ? success(presentPayment(first)) : notFound();
    },
  };
}

/** `GET /payments/findAll/{merchant_uid}[/{payment_status}]`: every attempt, in pages (§3). */
export function findAllRoute(deps: { store: PaymentStore; settings: SettingsDesk }): ApiRoute {
  return {
    name: 'GET /payments/findAll/:merchant_uid',
    paths: ['/payments/findAll/:merchant_uid{/:payment_status}'],
    handle({ params, query }) {
      const status = statusIn(params, deps.settings);
      if (status !== '' && !STATUSES.includes(status)) return failure(400, BAD_STATUS_TEXT);
      const request = readPage(query);
      if ('rejected' in request) return request.rejected;
      const found = ofStatus(deps.store.ofMerchantUid(params['merchant_uid'] ?? ''), status);
      if (found.length === 0 && deps.settings.current().findAllUnknown === 'not-found') return notFound();
      return pageOfPayments(found, request);
    },
  };
}

/** `GET /payments/status/{all|ready|paid|cancelled|failed}`: a window of at most 90 days, in pages (§3). */
export function statusRoute(deps: { store: PaymentStore; now: Clock }): ApiRoute {
  return {
    name: 'GET /payments/status/:payment_status',
    paths: ['/payments/status/:payment_status'],
    handle({ params, query }) {
      const status = params['payment_status'] ?? '';
      if (status !== 'all' && !STATUSES.includes(status)) return failure(400, BAD_STATUS_TEXT);
      const request = readPage(query);
      if ('rejected' in request) return request.rejected;
      const window = readWindow(query, deps.now);
      if ('rejected' in window) return window.rejected;
      const found = ofStatus(deps.store.all(), status === 'all' ? '' : status);
      return pageOfPayments(
        found.filter(({ payment }) => isInWindow(payment, window)),
        request,
      );
    },
  };
}

/** The status of a path; empty stands for every one, and so does `all` where the settings say so. */
function statusIn(params: Record<string, string>, settings: SettingsDesk): string {
  const status = params['payment_status'] ?? '';
  return status === 'all' && settings.current().statusAllInFind === 'every-status' ? '' : status;
}

function ofStatus(records: PaymentRecord[], status: string): PaymentRecord[] {
  return status === '' ? records : records.filter(({ payment }) => payment.status === status);
}
