import type { FoundPayments } from './search-calls';
import { parseReply, type IamportSession } from './session';
import type { IamportRequest } from './transport';
import { PageReply, PaymentReply } from './wire';

/** The newest attempts to pay one order, and the one that is paid, however many were begun after it. */
export type FindNewestPayments = (merchantUid: string) => Promise<NewestPayments>;

/** What was found. */
export interface NewestPayments extends FoundPayments {
  /** There are older attempts, which were not read. */
  readonly isCutShort: boolean;
}

/** As many as a buyer makes; whoever knows the order's key can open any number of windows. */
const MAX_ATTEMPTS = 20;
const NONE: NewestPayments = { payments: [], unreadable: [], isCutShort: false };

/**
 * Finds payments by the order that they name (§3): by one call, or by two where there are more than one small page holds.
 * Payments of test channels are among them, in live mode too.
 *
 * @returns finds them; throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
 */
export function createFindNewestPayments(
  { repeatable }: Pick<IamportSession, 'repeatable'>,
  now: () => Date,
): FindNewestPayments {
  return async (merchantUid) => {
    const askedAt = now();
    const query = { page: 1, limit: MAX_ATTEMPTS, sorting: '-started' };
    const request: IamportRequest = { method: 'GET', path: ['payments', 'findAll', merchantUid], query };
    const response = await repeatable(request);
    if (response === null) return NONE;
    const { list, next } = parseReply(request, PageReply, response);
    const payments = list.payments.map((payment) => ({ ...payment, askedAt }));
    const isCutShort = next !== 0;
    const paid = isCutShort ? await findPaid(merchantUid) : [];
    const others = paid.filter(({ impUid }) => !payments.some((payment) => payment.impUid === impUid));
    return { payments: [...payments, ...others], unreadable: list.unreadable, isCutShort };
  };

  async function findPaid(merchantUid: string): Promise<FoundPayments['payments']> {
    const askedAt = now();
    const request: IamportRequest = { method: 'GET', path: ['payments', 'find', merchantUid, 'paid'] };
    const response = await repeatable(request);
    return response === null ? [] : [{ ...parseReply(request, PaymentReply, response), askedAt }];
  }
}
