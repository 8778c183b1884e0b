import { CheckoutError } from '../domain/errors';
import { IamportRefusedError } from './errors';
import { createOrderPayments, type OrderPaymentsSearch } from './order-payments';
import { parseReply } from './parse-reply';
import { withAskedAt, type CallLimits, type FoundPayments, type PaymentsPage, type SearchCalls } from './search-calls';
import { createIamportSession, type SessionOptions } from './session';
import type { IamportRequest } from './transport';
import { PageReply, PaymentsReply } from './wire';

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

export interface PaymentSearchOptions extends SessionOptions {
  readonly now: () => Date;
  /** Creates a key that no order has. */
  readonly newId: () => string;
  /** The time limit of a probe, in milliseconds. */
  readonly probeMs: number;
  /** Called where i'mport works and one answer cannot be fetched. */
  readonly onUnfetchable: (error: CheckoutError) => void;
}

const NONE: FoundPayments = { payments: [], unreadable: [] };
const EMPTY_PAGE: PaymentsPage = { ...NONE, total: 0, isLast: true };
const MAX_WINDOW_MS = 90 * 24 * 60 * 60_000;

/**
 * Creates a search with its own session, so that long lists and verifications for buyers do not wait for each other. Sends
 * no request before the first call.
 */
export function createPaymentSearch(options: PaymentSearchOptions): PaymentSearch {
  const calls = createCalls(options);

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

function createCalls(options: PaymentSearchOptions): SearchCalls {
  const { repeatable } = createIamportSession(options);

  const ask: SearchCalls['ask'] = async (request, read, limits) => {
    const askedAt = options.now();
    const response = await repeatable(request, limits);
    return response === null ? null : { askedAt, reply: read(response) };
  };

  async function isAnswered(probe: (limits: CallLimits) => Promise<unknown>): Promise<boolean> {
    try {
      await probe({ budgetMs: options.probeMs });
      return true;
    } catch (error) {
      if (error instanceof CheckoutError) return false;
      throw error;
    }
  }

  return {
    ask,
    async askPage(request, page, limits) {
      try {
        const answer = await ask(request, (response) => parseReply(request, PageReply, response), limits);
        if (answer === null) return EMPTY_PAGE;
        const { total, next, list } = answer.reply;
        return { ...withAskedAt(list, answer.askedAt), total, isLast: next === 0 };
      } catch (error) {
        // i'mport answers 400 for a page beyond the data. The list was longer when the page before was read.
        if (page > 1 && error instanceof IamportRefusedError && error.httpStatus === 400) return EMPTY_PAGE;
        throw error;
      }
    },
    async unlessUnfetchable(call, probe) {
      try {
        return await call();
      } catch (error) {
        // A refusal is an answer. A request for less data would be refused too.
        if (!(error instanceof CheckoutError) || error instanceof IamportRefusedError) throw error;
        if (!(await isAnswered(probe))) throw error;
        options.onUnfetchable(error);
        return null;
      }
    },
    unusedKey: () => options.newId().replaceAll('-', ''),
  };
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
