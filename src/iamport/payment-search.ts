import { CheckoutError } from '../domain/errors';
import { IamportRefusedError } from './errors';
import { createOrderPayments, type OrderPaymentsSearch } from './order-payments';
import { stamped, type CallLimits, type FoundPayments, type PaymentsPage, type SearchCalls } from './search-calls';
import { createIamportSession, parseReply, type SessionOptions } from './session';
import type { IamportRequest } from './transport';
import { PageReply, PaymentsReply } from './wire';

/** A stretch of time, both ends included, and which page of it. */
export interface PageQuery {
  readonly from: Date;
  readonly to: Date;
  /** From 1. */
  readonly page: number;
  /** 1 to 1,000. */
  readonly limit: number;
  readonly sorting: 'started' | '-started' | 'updated' | '-updated';
}

/** The most keys that one call takes (§3). */
export const MAX_KEYS = 100;

/**
 * The look-ups of §3, by order and by time. Unlike `getPayment` they show payments of test channels in live mode, too:
 * the judgement has to refuse those. Every method throws CheckoutError `unavailable`, `gatewayRefused`,
 * `gatewayReplyUnexpected` where i'mport is out of order. An answer that cannot be fetched (too large, too slow, not to be
 * read) while i'mport otherwise answers is no such fault, but null: asked for in smaller parts, it may be fetched.
 */
export interface PaymentSearch extends OrderPaymentsSearch {
  /**
   * The payments of up to 100 orders by one call; where an order has several, this may show one of them (§3).
   *
   * @returns null where the answer cannot be fetched
   */
  readonly findPayments: (merchantUids: readonly string[]) => Promise<FoundPayments | null>;
  /**
   * Payments whose present status was reached in that time: one that was paid in June and cancelled in August is in
   * August (§3). A page beyond the data is empty.
   *
   * @returns null where the answer cannot be fetched
   * @throws RangeError where the window is longer than 90 days
   */
  readonly listPayments: (query: PageQuery) => Promise<PaymentsPage | null>;
}

/** How to reach i'mport, and what to do about answers that cannot be fetched. */
export interface PaymentSearchOptions extends SessionOptions {
  readonly now: () => Date;
  /** Makes a key that no order has. */
  readonly newId: () => string;
  /** How long i'mport may take to show that it answers at all, in milliseconds. */
  readonly probeMs: number;
  readonly onUnfetchable: (error: CheckoutError) => void;
}

const NONE: FoundPayments = { payments: [], unreadable: [] };
const EMPTY_PAGE: PaymentsPage = { ...NONE, total: 0, isLast: true };
const MAX_WINDOW_MS = 90 * 24 * 60 * 60_000;

/**
 * Creates a search with a session of its own: its long lists neither wait for the verifications of buyers nor hold them up.
 * No request is sent before the first call.
 */
export function createPaymentSearch(options: PaymentSearchOptions): PaymentSearch {
  const calls = createCalls(options);

  async function findPayments(merchantUids: readonly string[], limits?: CallLimits): Promise<FoundPayments> {
    const request: IamportRequest = { method: 'GET', path: ['payments'], query: { merchant_uid: merchantUids } };
    const answer = await calls.ask(request, (response) => parseReply(request, PaymentsReply, response), limits);
    return answer === null ? NONE : stamped(answer.reply, answer.askedAt);
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
        return { ...stamped(list, answer.askedAt), total, isLast: next === 0 };
      } catch (error) {
        // A page beyond the data, for there was more of it a moment ago.
        if (page > 1 && error instanceof IamportRefusedError && error.httpStatus === 400) return EMPTY_PAGE;
        throw error;
      }
    },
    async unlessUnfetchable(call, probe) {
      try {
        return await call();
      } catch (error) {
        // A refusal was fetched, and would be the same for a smaller answer.
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
