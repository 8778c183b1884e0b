import { CheckoutError } from '../domain/errors';
import type { ReportedPayment } from '../domain/payment';
import { IamportRefusedError } from './errors';
import { parseReply } from './parse-reply';
import { createIamportSession, type SessionOptions } from './session';
import type { IamportRequest } from './transport';
import { PageReply, type ParsedPayments, type UnreadablePayment } from './wire';

/** Payments that i'mport reports. They have not been compared with an order. */
export interface FoundPayments {
  readonly payments: readonly ReportedPayment[];
  /** Payments that exist and cannot be read. */
  readonly unreadable: readonly UnreadablePayment[];
}

/** One page of payments. */
export interface PaymentsPage extends FoundPayments {
  /** The number of payments on all pages. */
  readonly total: number;
  readonly isLast: boolean;
}

/** The time limit of one call, in milliseconds. */
export interface CallLimits {
  readonly budgetMs: number;
}

/** The calls that a payment search is made of. */
export interface SearchCalls {
  /** @returns null for a 404 */
  readonly ask: <Reply>(
    request: IamportRequest,
    read: (response: unknown) => Reply,
    limits?: CallLimits,
  ) => Promise<{ readonly askedAt: Date; readonly reply: Reply } | null>;
  /** @returns an empty page for a 404 and for a page beyond the data */
  readonly askPage: (request: IamportRequest, page: number, limits?: CallLimits) => Promise<PaymentsPage>;
  /**
   * Runs a call. Where it fails, `probe` calls the same route for a small answer, to tell whether i'mport answers at all.
   *
   * @returns null where the probe succeeds: i'mport works, and only this answer cannot be fetched
   * @throws the error of the call where the probe fails
   */
  readonly unlessUnfetchable: <Answer>(
    call: () => Promise<Answer>,
    probe: (limits: CallLimits) => Promise<unknown>,
  ) => Promise<Answer | null>;
  /** Creates a key that no order has: the answer to a probe for it is small. */
  readonly unusedKey: () => string;
}

export interface SearchOptions extends SessionOptions {
  readonly now: () => Date;
  /** Creates a key that no order has. */
  readonly newId: () => string;
  /** The time limit of a probe, in milliseconds. */
  readonly probeMs: number;
  /** Called where i'mport works and one answer cannot be fetched. */
  readonly onUnfetchable: (error: CheckoutError) => void;
}

const EMPTY_PAGE: PaymentsPage = { payments: [], unreadable: [], total: 0, isLast: true };

/** Creates the calls, with their own session. Sends no request before the first call. */
export function createSearchCalls(options: SearchOptions): SearchCalls {
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

/** Adds the time of the request to each payment. */
export function withAskedAt({ payments, unreadable }: ParsedPayments, askedAt: Date): FoundPayments {
  return { payments: payments.map((payment) => ({ ...payment, askedAt })), unreadable };
}
