import type { Recheck, RecheckOrder } from '../../services/recheck-order';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { onceOf, type DoOnce } from '../do-once';
import type { Language } from '../language';
import { redirectWithNotice } from '../notice';
import type { Notice } from '../page-context';
import { orderForm, refuseForm } from '../refuse-form';
import { orderFormTexts } from '../texts/order-form-texts';

export interface RecheckRouteDeps {
  readonly recheckOrder: RecheckOrder;
  readonly doOnce: DoOnce;
}

/** `POST /desk/orders/:merchant_uid/recheck`: asks i'mport for the payments of an order now. */
export const postRecheck = ({ recheckOrder, doOnce }: RecheckRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const { actor, context } = deskOf(res);
    const found = await doOnce(onceOf(req, res), () => recheckOrder(merchantUid, actor));
    if (found.result === 'orderNotFound') return refuseForm(res, merchantUid, found.result);
    redirectWithNotice(res, orderPath(merchantUid), noticeOf(found, context.language));
  });

function noticeOf(
  { payments, findings, unreadable }: Extract<Recheck, { result: 'rechecked' }>,
  language: Language,
): Notice {
  const texts = orderFormTexts(language);
  if (unreadable.length > 0) return { tone: 'bad', text: texts.recheckedUnread(unreadable.length) };
  if (findings.length > 0) return { tone: 'wait', text: texts.recheckedDiffers(findings.length) };
  return { tone: 'good', text: payments.length === 0 ? texts.recheckedNone : texts.rechecked(payments.length) };
}
