import { createOrderPayments, type OrderPaymentsSearch } from './order-payments';
import { parseReply } from './parse-reply';
import {
  createSearchCalls,
  withAskedAt,
  type CallLimits,
  type FoundPayments,
  type PaymentsPage,
  type SearchOptions,
} from './search-calls';
import type { IamportRequest } from './transport';
import { PaymentsReply } from './wire';

/** One page of a time window, which includes both ends. */
export interface PageQuery {
  readonly from: Date;
  readonly to: Date;
  /** The number of the page, from 1. */
  readonly page: number;
  /** 1 to 1,000. */
  readonly limit: number;
  readonly sorting: 'started' | '-started' | 'updated' | '-updated';
}

/** The largest number of keys in one call (§3). */
export const MAX_KEYS = 100;

/**
 * The look-ups of §3, by order and by time. Unlike `getPayment`, they include payments of test channels in live mode: the
 * judgement must refuse those.
 *
 * Every method throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected` where i'mport does not work.
 * Where i'mport works and one answer cannot be fetched (too large, too slow, unreadable), the method returns null: the
 * caller may ask for smaller parts.
 */
export interface PaymentSearch extends OrderPaymentsSearch {
  /**
   * Finds the payments of up to 100 orders by one call. It may show only one of an order's several payments (§3).
   *
   * @returns null where the answer cannot be fetched
   */
  readonly findPayments: (merchantUids: readonly string[]) => Promise<FoundPayments | null>;
  /**
   * Lists payments that reached their present status in the window: a payment that was paid in June and cancelled in
   * August is listed in August (§3). A page beyond the data is empty.
   *
   * @returns null where the answer cannot be fetched
   * @throws RangeError where the window is longer than 90 days
   */
  readonly listPayments: (query: PageQuery) => Promise<PaymentsPage | null>;
}

const NONE: FoundPayments = { payments: [], unreadable: [] };
const MAX_WINDOW_MS = 90 * 24 * 60 * 60_000;

/**
 * Creates a search with its own session, so that long lists and verifications for buyers do not wait for each other. Sends
 * no request before the first call.
 */
export function createPaymentSearch(options: SearchOptions): PaymentSearch {
  const calls = createSearchCalls(options);

  async function findPayments(merchantUids: readonly string[], limits?: CallLimits): Promise<FoundPayments> {
    const request: IamportRequest = { method: 'GET', path: ['payments'], query: { merchant_uid: merchantUids } };
    const answer = await calls.ask(request, (response) => parseReply(request, PaymentsReply, response), limits);
    return answer === null ? NONE : withAskedAt(answer.reply, answer.askedAt);
  }

  return {
    ...createOrderPayments(calls),

    async findPayments(merchantUids) {
      if (merchantUids.length > MAX_KEYS) throw new RangeError(`${merchantUids.length} keys, ${MAX_KEYS} at most`);
      if (merchantUids.length === 0) return NONE;
      return calls.unlessUnfetchable(
        () => findPayments(merchantUids),
        (limits) => findPayments([calls.unusedKey()], limits),
      );
    },

    async listPayments({ from, to, page, limit, sorting }) {
      if (to.getTime() - from.getTime() > MAX_WINDOW_MS) throw new RangeError('a window of more than 90 days');
      const list = (query: IamportRequest['query']): IamportRequest => ({
        method: 'GET',
        path: ['payments', 'status', 'all'],
        ...(query && { query }),
      });
      const second = unixSeconds(options.now()) - 1;
      const request = list({ from: unixSeconds(from), to: unixSeconds(to), page, limit, sorting });
      const probe = list({ from: second, to: second, limit: 1 });
      return calls.unlessUnfetchable(
        () => calls.askPage(request, page),
        (limits) => calls.askPage(probe, 1, limits),
      );
    },
  };
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
