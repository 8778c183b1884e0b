import { MessageParams } from '../../http/payment-ids';
import { parseRequest } from '../../http/invalid-request';
import type { ReplayNotification } from '../../services/replay-notification';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { onceOf, type DoOnce } from '../do-once';
import { redirectWithNotice } from '../notice';
import { orderForm, refuseForm } from '../refuse-form';
import { orderFormTexts } from '../texts/order-form-texts';

export interface ReplayRouteDeps {
  readonly replayNotification: ReplayNotification;
  readonly doOnce: DoOnce;
}

/** `POST /desk/orders/:merchant_uid/replay`: a dead letter of an order is sent again. */
export const postReplay = ({ replayNotification, doOnce }: ReplayRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const { actor, context } = deskOf(res);
    const { id } = parseRequest(MessageParams, req.body);
    const replayed = await doOnce(onceOf(req, res), () => replayNotification(id, actor));
    if (replayed.result !== 'replayed') return refuseForm(res, merchantUid, replayed.result);
    const text = orderFormTexts(context.language).replayed;
    redirectWithNotice(res, orderPath(merchantUid), { tone: 'wait', text });
  });
