import type { ReportedPayment } from '../domain/payment';
import type { IamportRequest } from './transport';
import type { ParsedPayments, UnreadablePayment } from './wire';

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

/** Adds the time of the request to each payment. */
export function withAskedAt({ payments, unreadable }: ParsedPayments, askedAt: Date): FoundPayments {
  return { payments: payments.map((payment) => ({ ...payment, askedAt })), unreadable };
}
