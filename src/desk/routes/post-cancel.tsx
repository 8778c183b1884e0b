import type { Response } from 'express';
import { z } from 'zod';
import { planCancel, type CancelRequest } from '../../domain/cancel/request-cancel';
import { CheckoutError } from '../../domain/errors';
import { toAmount, type Amount } from '../../domain/money';
import type { Order } from '../../domain/order';
import { toCancelRequest } from '../../http/cancel-request';
import type { CancelOrder, CancelResult } from '../../services/cancel-order';
import type { ReadOrder } from '../../services/read-order';
import { cancelFieldsOf, checkCancel, type CancelFields } from '../cancel-fields';
import { cancelNotice, closedNotice } from '../cancel-notices';
import { orderPath } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { paymentChoicesOf, type Refundable } from '../order/payment-choices';
import { CancelFormPage } from '../pages/cancel-form-page';
import { ConfirmCancelPage } from '../pages/confirm-cancel-page';
import { moneyText } from '../parts/money';
import { orderForm, refuseForm, statusOf } from '../refuse-form';
import { sendPage } from '../send-page';
import { cancelTexts } from '../texts/cancel-texts';
import { refusalTexts } from '../texts/refusal-texts';

export interface CancelRouteDeps {
  readonly readOrder: ReadOrder;
  readonly cancelOrder: CancelOrder;
  readonly now: () => Date;
}

const Step = z.object({ step: z.enum(['review', 'confirm', 'change']).catch('review') });

/**
 * `POST /desk/orders/:merchant_uid/cancel`: a refund, a revocation or a closing, in two steps. The first one shows what will be
 * sent and what remains. Both send the same fields: one `request_id`, and what the person saw when the form was made. So the
 * service carries it out once, and refuses it where something has changed since.
 */
export const postCancel = (deps: CancelRouteDeps) =>
  orderForm(async (req, res, merchantUid) => {
    const fields = cancelFieldsOf(req.body);
    const { step } = Step.parse(req.body ?? {});
    const order = await deps.readOrder(merchantUid);
    if (order === null) return refuseForm(res, merchantUid, 'orderNotFound');
    if (step === 'change') return showForm(res, order, fields, null);
    const payment = order.payments.find(({ impUid }) => impUid === fields.imp_uid);
    const checked = checkCancel(fields, (payment ?? order).currency);
    if (checked.body === null) return showForm(res, order, fields, checked.wrong);
    const request = await toCancelRequest(merchantUid, checked.body);
    if (step === 'review') return review(deps, res, { order, fields, request });
    await carryOut(deps, res, { order, fields, request });
  });

interface Asked {
  readonly order: Order;
  readonly fields: CancelFields;
  readonly request: CancelRequest;
}

/** Plans the cancel on the stored order, and shows it. Nothing is recorded. */
function review(
  { now }: CancelRouteDeps,
  res: Response,
  { order, fields, request }: Asked,
  fault: CheckoutError | null = null,
): void {
  const { context } = deskOf(res);
  const { currency } = order.payments.find(({ impUid }) => impUid === request.impUid) ?? order;
  const left = toAmount(request.ifCancellable ?? 0, currency) ?? (0 as Amount);
  const problem = fault && refusalTexts(context.language)[fault.code];
  const show = (cancel: Parameters<typeof ConfirmCancelPage>[0]['cancel']) => {
    const page = (
      <ConfirmCancelPage
        context={context}
        order={order}
        fields={fields}
        cancel={cancel}
        left={left}
        problem={problem}
      />
    );
    sendPage(res, page, fault === null ? 200 : statusOf(fault.code));
  };
  const plan = planCancel(order, request, now());
  switch (plan.plan) {
    case 'record':
      return show(plan.cancel.kind === 'cancel' ? plan.cancel : null);
    case 'close':
      return show(null);
    case 'known':
      return redirectWithNotice(res, orderPath(order.merchantUid), cancelNotice(plan.cancel, context.language));
    case 'closed':
      return redirectWithNotice(res, orderPath(order.merchantUid), closedNotice(order, context.language));
    case 'refuse':
      // The service asks i'mport for an account that the order has no room for.
      if (plan.why === 'paymentNotFound' && order.unlistedAccounts.includes(request.impUid ?? '')) return show(null);
      if (plan.why === 'refundAccountMissing') return showForm(res, order, fields, plan.missing, plan.why);
      return refusePlan(res, order, fields, { code: plan.why, left: plan.left, currency });
  }
}

type Refusal = Exclude<CancelResult['result'], 'recorded' | 'closed' | 'refundAccountMissing' | 'orderNotFound'>;

/** What can be corrected is told at the form; all else on a page of its own. */
function refusePlan(
  res: Response,
  order: Order,
  fields: CancelFields,
  { code, left, currency }: { readonly code: Refusal; readonly left: Amount; readonly currency: string },
): void {
  const { language } = deskOf(res).context;
  const now = cancelTexts(language).nowLeft(moneyText({ amount: left, currency, language }));
  if (code === 'amountInvalid') return showForm(res, order, fields, ['amount'], code);
  if (code === 'aboveBalance') return showForm(res, order, fields, ['amount'], code, now);
  if (code === 'taxAboveAmount') return showForm(res, order, fields, ['tax_free', 'vat_amount'], code);
  const tellsLeft = code === 'cancellableChanged' || code === 'nothingToCancel';
  refuseForm(res, order.merchantUid, code, tellsLeft ? now : undefined);
}

async function carryOut(deps: CancelRouteDeps, res: Response, asked: Asked): Promise<void> {
  const { order, fields, request } = asked;
  const { context, actor } = deskOf(res);
  const { language } = context;
  const path = orderPath(order.merchantUid);
  try {
    const result = await deps.cancelOrder(request, actor);
    switch (result.result) {
      case 'recorded':
        return redirectWithNotice(res, path, cancelNotice(result.cancel, language));
      case 'closed':
        return redirectWithNotice(res, path, closedNotice(result.order, language));
      case 'refundAccountMissing':
        return showForm(res, order, fields, result.missing, result.result);
      case 'orderNotFound':
        return refuseForm(res, order.merchantUid, result.result);
      case 'requestConflict':
      case 'tooManyCancels':
      case 'paymentNotFound':
      case 'cancellableChanged':
      case 'nothingToCancel':
      case 'aboveBalance':
      case 'amountInvalid':
      case 'taxAboveAmount':
        return refusePlan(res, order, fields, { code: result.result, left: result.left, currency: result.currency });
    }
  } catch (error) {
    // Nothing was recorded. The same form may be sent again: it holds the same request_id.
    if (!(error instanceof CheckoutError)) throw error;
    res.req.log.error({ err: error }, 'request failed');
    review(deps, res, asked, error);
  }
}

/** The form again. @param wrong its fields; null where the person only goes back to change it */
function showForm(
  res: Response,
  order: Order,
  fields: CancelFields,
  wrong: readonly string[] | null,
  code?: 'amountInvalid' | 'aboveBalance' | 'taxAboveAmount' | 'refundAccountMissing',
  detail = '',
): void {
  const { context } = deskOf(res);
  const isGone = fields.kind === 'cancel' && !paymentChoicesOf(order).refundable.some(isOf(fields));
  if (isGone) return refuseForm(res, order.merchantUid, 'nothingToCancel');
  const words = code && `${refusalTexts(context.language)[code]} ${detail}`.trim();
  const problems = wrong && { fields: wrong, words };
  const page = <CancelFormPage context={context} order={order} fields={fields} problems={problems} />;
  sendPage(res, page, wrong === null ? 200 : code === undefined ? 400 : statusOf(code));
}

const isOf =
  ({ imp_uid }: CancelFields) =>
  ({ payment }: Refundable) =>
    payment.impUid === imp_uid;
