import { parseReply } from './parse-reply';
import type { FoundPayments } from './search-calls';
import type { IamportSession } from './session';
import type { IamportRequest } from './transport';
import { PageReply, PaymentReply } from './wire';

/** Finds the newest attempts to pay one order, and its newest paid payment, however many attempts came after that. */
export type FindNewestPayments = (merchantUid: string) => Promise<NewestPayments>;

export interface NewestPayments extends FoundPayments {
  /** Whether there are older attempts, which were not read. */
  readonly isCutShort: boolean;
}

/** More than a buyer makes. Anyone who knows the order's key can make any number of attempts. */
const MAX_ATTEMPTS = 20;
const NONE: NewestPayments = { payments: [], unreadable: [], isCutShort: false };

/**
 * Creates the look-up of payments by `merchant_uid` (§3). It makes one call, and a second one where there are more attempts
 * than one page holds. The payments of test channels are included, in live mode too.
 *
 * @returns a look-up that throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected`
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
