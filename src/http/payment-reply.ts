import type { VirtualAccount } from '../domain/payment';
import type { Verification } from '../services/verify-payment';
import type { AccountAnswer } from './contract/account-answer';
import { replyOf, type Reply } from './replies';

/** For a refunded order, "already paid" would suggest that goods are on their way. */
const REFUNDED = 'Order was paid by another payment and refunded; contact the shop for a refund of this one';

/** The answer to a buyer's browser. */
export function paymentReply(verification: Verification, merchantUid: string): Reply {
  const fields = { merchant_uid: merchantUid };
  switch (verification.outcome) {
    case 'vbankIssued':
      return replyOf('vbankIssued', { ...fields, ...toAccountAnswer(verification.account) });
    case 'duplicate':
      return verification.refunded === true
        ? replyOf('duplicate', { ...fields, refunded: true }, REFUNDED)
        : replyOf('duplicate', fields);
    case 'failed':
      return replyOf('failed', fields, verification.reason ?? undefined);
    case 'success':
    case 'forgery':
    case 'pending':
    case 'cancelled':
    case 'orderClosed':
    case 'paymentHeld':
    case 'paymentNotFound':
    case 'orderNotFound':
    case 'unavailable':
      return replyOf(verification.outcome, fields);
  }
}

/** A virtual account with i'mport's field names; times in ISO 8601 UTC. */
export function toAccountAnswer(account: VirtualAccount): AccountAnswer {
  return {
    vbank_code: account.bankCode,
    vbank_name: account.bankName,
    vbank_num: account.number,
    vbank_holder: account.holder,
    vbank_date: account.dueAt?.toISOString() ?? null,
    vbank_issued_at: account.issuedAt?.toISOString() ?? null,
  };
}
