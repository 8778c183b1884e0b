import type { ReportedPayment } from '../domain/payment';
import { IamportRefusedError } from './errors';
import { createIamportSession, parseReply, type SessionOptions } from './session';
import type { IamportRequest } from './transport';
import { PageReply, PaymentReply, PaymentsReply, type UnreadablePayment } from './wire';

/** Payments that i'mport reports. Nothing of them has been compared with an order. */
export interface FoundPayments {
  readonly payments: readonly ReportedPayment[];
  /** Payments that are there too, and that we cannot read. */
  readonly unreadable: readonly UnreadablePayment[];
}

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

/** One page of payments. */
export interface PaymentsPage extends FoundPayments {
  /** Of all pages together. */
  readonly total: number;
  readonly isLast: boolean;
}

/** The most keys that one call takes (§3). */
export const MAX_KEYS = 100;
const MAX_PAGE = 1_000;
/** Whoever knows the order's key can open any number of windows; what lies beyond is found by `findPaid`. */
const MAX_PAGES_OF_ONE_ORDER = 5;

/**
 * The look-ups of §3, by order and by time. Unlike `getPayment` they show payments of test channels in live mode, too:
 * the judgement has to refuse those. Every method throws CheckoutError `unavailable`, `gatewayRefused`,
 * `gatewayReplyUnexpected`.
 */
export interface PaymentSearch {
  /** The payments of up to 100 orders by one call; where an order has several, this may show one of them (§3). */
  readonly findPayments: (merchantUids: readonly string[]) => Promise<FoundPayments>;
  /** Every attempt to pay one order. */
  readonly findAllPayments: (merchantUid: string) => Promise<FoundPayments>;
  /** The payment that paid one order, if there is one. */
  readonly findPaid: (merchantUid: string) => Promise<FoundPayments>;
  /**
   * Payments whose present status was reached in that time: one that was paid in June and cancelled in August is in
   * August (§3). A page beyond the data is empty.
   *
   * @throws RangeError where the window is longer than 90 days
   */
  readonly listPayments: (query: PageQuery) => Promise<PaymentsPage>;
}

const NONE: FoundPayments = { payments: [], unreadable: [] };
const MAX_WINDOW_MS = 90 * 24 * 60 * 60_000;

/**
 * Creates a search with a session of its own: its long lists neither wait for the verifications of buyers nor hold them up.
 * No request is sent before the first call.
 */
export function createPaymentSearch(options: SessionOptions & { readonly now: () => Date }): PaymentSearch {
  const { repeatable } = createIamportSession(options);

  async function ask<Reply>(request: IamportRequest, read: (response: unknown) => Reply) {
    const askedAt = options.now();
    const response = await repeatable(request);
    return response === null ? null : { askedAt, reply: read(response) };
  }

  async function askPage(request: IamportRequest): Promise<PaymentsPage> {
    const answer = await ask(request, (response) => parseReply(request, PageReply, response));
    if (answer === null) return EMPTY_PAGE;
    const { total, next, list } = answer.reply;
    return { ...stamped(list, answer.askedAt), total, isLast: next === 0 };
  }

  return {
    async findPayments(merchantUids) {
      if (merchantUids.length > MAX_KEYS) throw new RangeError(`${merchantUids.length} keys, ${MAX_KEYS} at most`);
      if (merchantUids.length === 0) return NONE;
      const request: IamportRequest = { method: 'GET', path: ['payments'], query: { merchant_uid: merchantUids } };
      const answer = await ask(request, (response) => parseReply(request, PaymentsReply, response));
      return answer === null ? NONE : stamped(answer.reply, answer.askedAt);
    },

    async findAllPayments(merchantUid) {
      const found: FoundPayments[] = [];
      for (let page = 1; page <= MAX_PAGES_OF_ONE_ORDER; page += 1) {
        const query = { page, limit: MAX_PAGE, sorting: 'started' };
        const answer = await askPage({ method: 'GET', path: ['payments', 'findAll', merchantUid], query });
        found.push(answer);
        if (answer.isLast) break;
      }
      return together(found);
    },

    async findPaid(merchantUid) {
      const request: IamportRequest = { method: 'GET', path: ['payments', 'find', merchantUid, 'paid'] };
      const answer = await ask(request, (response) => parseReply(request, PaymentReply, response));
      return answer === null ? NONE : { payments: [{ ...answer.reply, askedAt: answer.askedAt }], unreadable: [] };
    },

    async listPayments({ from, to, page, limit, sorting }) {
      if (to.getTime() - from.getTime() > MAX_WINDOW_MS) throw new RangeError('a window of more than 90 days');
      const query = { from: unixSeconds(from), to: unixSeconds(to), page, limit, sorting };
      try {
        return await askPage({ method: 'GET', path: ['payments', 'status', 'all'], query });
      } catch (error) {
        // A page beyond the data, for there was more of it a moment ago.
        if (page > 1 && error instanceof IamportRefusedError && error.httpStatus === 400) return EMPTY_PAGE;
        throw error;
      }
    },
  };
}

const EMPTY_PAGE: PaymentsPage = { ...NONE, total: 0, isLast: true };

function stamped({ payments, unreadable }: PaymentsReply, askedAt: Date): FoundPayments {
  return { payments: payments.map((payment) => ({ ...payment, askedAt })), unreadable };
}

function together(found: readonly FoundPayments[]): FoundPayments {
  return {
    payments: found.flatMap(({ payments }) => payments),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  };
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
