import { z } from 'zod';
import { line } from '../../http/order-fields';
import { impUid } from '../../http/payment-ids';
import type { AcceptPayment } from '../../services/accept-payment';
import type { ReadOrder } from '../../services/read-order';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { AcceptForm } from '../order/order-forms';
import { paymentChoicesOf } from '../order/payment-choices';
import { FormPage } from '../pages/form-page';
import { orderForm, refuseForm } from '../refuse-form';
import { sendPage } from '../send-page';
import { cancelTexts } from '../texts/cancel-texts';
import { orderFormTexts } from '../texts/order-form-texts';
import { outcomeTexts } from '../texts/payment-texts';

export interface AcceptRouteDeps {
  readonly readOrder: ReadOrder;
  readonly acceptPayment: AcceptPayment;
}

const Body = z.object({ imp_uid: impUid, reason: line(200) });
const Entered = z.object({ imp_uid: z.string().catch(''), reason: z.string().max(1_000).catch('') });

/** `POST /desk/orders/:merchant_uid/accept`: settles an order with a payment that is held. A second press finds it settled. */
export const postAccept = ({ readOrder, acceptPayment }: AcceptRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const { actor, context } = deskOf(res);
    const { language } = context;
    const body = Body.safeParse(req.body);
    if (!body.success) {
      const entered = Entered.parse(req.body ?? {});
      const order = await readOrder(merchantUid);
      const payment = order && paymentChoicesOf(order).acceptable.find((each) => each.impUid === entered.imp_uid);
      if (!order || !payment) return refuseForm(res, merchantUid, order ? 'paymentNotFound' : 'orderNotFound');
      const props = {
        context,
        title: orderFormTexts(language).accept,
        merchantUid,
        problem: cancelTexts(language).wrong,
      };
      const page = (
        <FormPage {...props}>
          <AcceptForm
            context={context}
            order={order}
            payment={payment}
            suffix="again"
            reason={entered.reason}
            problems={{ fields: ['reason'] }}
          />
        </FormPage>
      );
      return sendPage(res, page, 400);
    }
    const { imp_uid, reason } = body.data;
    const accepted = await acceptPayment({ merchantUid, impUid: imp_uid, reason }, actor);
    switch (accepted.result) {
      case 'accepted':
        return redirectWithNotice(res, orderPath(merchantUid), {
          tone: 'good',
          text: orderFormTexts(language).accepted,
        });
      case 'notAcceptable':
        return refuseForm(res, merchantUid, accepted.result, outcomeTexts(language)[accepted.outcome]);
      case 'orderNotFound':
      case 'paymentNotFound':
        return refuseForm(res, merchantUid, accepted.result);
    }
  });
