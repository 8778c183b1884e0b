import { reasonOf, type AuditDetails, type Deed } from '../audit';
import { toDecimal } from '../money';
import { personalTextsOf, textsOf, type Order } from '../order';
import type { Cancel } from './cancel';
import type { CancelRequest } from './request-cancel';

/** What a request for a cancel did, for the audit log. @param cancel the cancel that it recorded; null if it closed the order */
export function cancelDeed(order: Order, request: CancelRequest, cancel: Cancel | null): Deed {
  const { merchantUid, requestId, reason, refund } = request;
  const details = { request_id: requestId, ...(cancel && termsOf(cancel)) };
  const personal = [...personalTextsOf(order), ...textsOf(refund)];
  return { action: cancel?.kind ?? 'close', merchantUid, ...reasonOf(order, reason), personal, details };
}

function termsOf({ impUid: imp_uid, kind, amount, currency }: Cancel): AuditDetails {
  return { imp_uid, ...(kind === 'cancel' && { amount: toDecimal(amount, currency), currency }) };
}
