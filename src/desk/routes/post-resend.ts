import { z } from 'zod';
import { parseRequest } from '../../http/invalid-request';
import { messageId } from '../../http/payment-ids';
import type { ReadTimeline } from '../../http/routes/get-timeline';
import type { ResendMessage, ResendOrder } from '../../services/resend-messages';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { onceOf, type DoOnce } from '../do-once';
import { redirectWithNotice } from '../notice';
import { orderForm, refuseForm } from '../refuse-form';
import { orderFormTexts } from '../texts/order-form-texts';

export interface ResendRouteDeps {
  readonly readTimeline: ReadTimeline;
  readonly resendMessage: ResendMessage;
  readonly resendOrder: ResendOrder;
  readonly doOnce: DoOnce;
}

const moment = z.iso.datetime().transform((text) => new Date(text));
/** One message, as it was delivered when the page was made, or all events up to that moment. */
const Body = z.union([z.object({ id: messageId, delivered_at: moment }), z.object({ until: moment })]);

/**
 * `POST /desk/orders/:merchant_uid/resend`: the shop's server gets one event again, or all. What was sent again since the page
 * was made is not sent once more.
 */
export const postResend = (deps: ResendRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const { actor, context } = deskOf(res);
    const asked = parseRequest(Body, req.body);
    const { result } = await deps.doOnce(onceOf(req, res), async () => {
      if ('until' in asked) {
        const { until } = asked;
        return deps.resendOrder(merchantUid, { from: null, to: until }, { actor, seenAt: until });
      }
      if (!(await isAsSeen(deps, merchantUid, asked))) return { result: 'resending' as const };
      return deps.resendMessage(asked.id, { actor });
    });
    if (result !== 'resending') return refuseForm(res, merchantUid, result);
    redirectWithNotice(res, orderPath(merchantUid), { tone: 'wait', text: orderFormTexts(context.language).resending });
  });

/** False only where the event was delivered again, or waits for it: an earlier press has done it. */
async function isAsSeen(
  { readTimeline }: Pick<ResendRouteDeps, 'readTimeline'>,
  merchantUid: string,
  asked: { readonly id: string; readonly delivered_at: Date },
): Promise<boolean> {
  const timeline = await readTimeline(merchantUid);
  const entry = timeline?.outbox.find(({ id }) => id === asked.id);
  return entry?.resentAt === undefined || entry.deliveredAt?.getTime() === asked.delivered_at.getTime();
}
