import { z } from 'zod';
import { line } from '../../http/order-fields';
import type { AcknowledgeOrder } from '../../services/acknowledge-order';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { orderForm, refuseForm } from '../refuse-form';
import { orderFormTexts } from '../texts/order-form-texts';
import { parseRequest } from '../../http/invalid-request';

export interface AcknowledgeRouteDeps {
  readonly acknowledgeOrder: AcknowledgeOrder;
}

/** The browser limits the note; an empty one is none. */
const Body = z.object({
  entries: z.coerce.number().int().nonnegative(),
  reason: z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    line(200).optional(),
  ),
});

/** `POST /desk/orders/:merchant_uid/acknowledge`: takes an order off the attention list, with a note for the audit log. */
export const postAcknowledge = ({ acknowledgeOrder }: AcknowledgeRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const { actor, context } = deskOf(res);
    const { entries, reason } = parseRequest(Body, req.body);
    const request = { merchantUid, entries, by: actor.name, ...(reason !== undefined && { reason }) };
    if (!(await acknowledgeOrder(request, actor))) return refuseForm(res, merchantUid, 'attentionChanged');
    const text = orderFormTexts(context.language).acknowledgedNow;
    redirectWithNotice(res, orderPath(merchantUid), { tone: 'good', text });
  });
