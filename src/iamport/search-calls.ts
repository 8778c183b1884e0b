import type { ReportedPayment } from '../domain/payment';
import type { IamportRequest } from './transport';
import type { PaymentsReply, UnreadablePayment } from './wire';

/** Payments that i'mport reports. Nothing of them has been compared with an order. */
export interface FoundPayments {
  readonly payments: readonly ReportedPayment[];
  /** Payments that are there too, and that we cannot read. */
  readonly unreadable: readonly UnreadablePayment[];
}

/** One page of payments. */
export interface PaymentsPage extends FoundPayments {
  /** Of all pages together. */
  readonly total: number;
  readonly isLast: boolean;
}

/** A time limit of one call's own. */
export interface CallLimits {
  readonly budgetMs: number;
}

/** Sends requests, and reads the answers. */
export interface SearchCalls {
  /** @returns null for a 404 */
  readonly ask: <Reply>(
    request: IamportRequest,
    read: (response: unknown) => Reply,
    limits?: CallLimits,
  ) => Promise<{ readonly askedAt: Date; readonly reply: Reply } | null>;
  /** @returns an empty page for a 404, and for a page beyond the data */
  readonly askPage: (request: IamportRequest, page: number, limits?: CallLimits) => Promise<PaymentsPage>;
  /**
   * Runs a call; where it fails, a call of the same route with a small answer tells whether i'mport is out of order.
   *
   * @returns null where it is not, so that it is this answer which cannot be fetched
   */
  readonly unlessUnfetchable: <Answer>(
    call: () => Promise<Answer>,
    probe: (limits: CallLimits) => Promise<unknown>,
  ) => Promise<Answer | null>;
  /** A key that no order has: the answer about it is small. */
  readonly unusedKey: () => string;
}

/** Notes when they were asked for. */
export function stamped({ payments, unreadable }: PaymentsReply, askedAt: Date): FoundPayments {
  return { payments: payments.map((payment) => ({ ...payment, askedAt })), unreadable };
}
