import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import type { PaymentRecord } from '../../domain/payment-record';
import type { CancelFields } from '../cancel-fields';
import { orderPath } from '../desk-paths';
import type { PageContext } from '../page-context';
import { Form } from '../parts/form';
import { moneyText } from '../parts/money';
import { cancelTexts } from '../texts/cancel-texts';
import { orderFormTexts } from '../texts/order-form-texts';
import { FormInput, type FormProblems } from './form-input';
import { PaymentName } from './payment-name';
import { ReasonInput } from './reason-input';

interface OrderFormProps {
  readonly context: PageContext;
  readonly order: Order;
}

/** Asks i'mport for the payments of the order now. */
export function RecheckForm({ context, order }: OrderFormProps): VNode {
  const texts = orderFormTexts(context.language);
  const action = `${orderPath(order.merchantUid)}/recheck`;
  return (
    <Form context={context} action={action} requestId={context.requestId} class="card">
      <p class="soft">{texts.recheckLead}</p>
      <button class="button quiet">{texts.recheck}</button>
    </Form>
  );
}

/** Takes the order off the attention list. It names how many entries the person saw. */
export function AcknowledgeForm({ context, order }: OrderFormProps): VNode {
  const { language } = context;
  const texts = orderFormTexts(language);
  const action = `${orderPath(order.merchantUid)}/acknowledge`;
  return (
    <Form context={context} action={action} requestId={context.requestId} class="card">
      <p class="soft">{texts.acknowledgeLead}</p>
      <input type="hidden" name="entries" value={order.attention.length} />
      <FormInput
        name="reason"
        field="reason"
        suffix="acknowledge"
        label={texts.note}
        hint={texts.noteHint}
        maxLength={200}
        language={language}
      />
      <button class="button">{texts.acknowledge}</button>
    </Form>
  );
}

interface AcceptFormProps extends OrderFormProps {
  readonly payment: PaymentRecord;
  readonly suffix: string;
  readonly reason?: string | undefined;
  readonly problems?: FormProblems;
}

/** Settles the order with a payment that is held. */
export function AcceptForm({ context, order, payment, suffix, reason, problems }: AcceptFormProps): VNode {
  const { language } = context;
  const texts = orderFormTexts(language);
  const amount = moneyText({ ...payment, language });
  return (
    <Form context={context} action={`${orderPath(order.merchantUid)}/accept`} class="card">
      <input type="hidden" name="imp_uid" value={payment.impUid} />
      <p>
        <PaymentName order={order} payment={payment} language={language} />
      </p>
      <p>{texts.acceptLead(amount)}</p>
      <ReasonInput suffix={suffix} hint={texts.noteHint} value={reason} problems={problems} language={language} />
      <button class="button">{texts.acceptButton(amount)}</button>
    </Form>
  );
}

interface EndFormProps {
  readonly context: PageContext;
  readonly merchantUid: string;
  readonly kind: 'revoke' | 'close';
  /** The account to revoke; null to close the order. */
  readonly impUid: string | null;
  readonly suffix: string;
  readonly entered?: CancelFields;
  readonly problems?: FormProblems;
}

/** The first step of a revocation or a closing: nothing is paid, and that must still be so when it is done. */
export function EndForm({ context, merchantUid, kind, impUid, suffix, entered, problems }: EndFormProps): VNode {
  const { language } = context;
  const texts = cancelTexts(language);
  return (
    <Form
      context={context}
      action={`${orderPath(merchantUid)}/cancel`}
      requestId={entered?.request_id ?? `${context.requestId}-${suffix}`}
      class="card"
    >
      <input type="hidden" name="kind" value={kind} />
      {impUid !== null && <input type="hidden" name="imp_uid" value={impUid} />}
      <input type="hidden" name="if_cancellable" value="0" />
      <p>
        {impUid !== null && <code>{impUid}</code>} {kind === 'revoke' ? texts.revokeLead : texts.closeLead}
      </p>
      <ReasonInput
        suffix={suffix}
        hint={texts.reasonHint}
        value={entered?.reason}
        problems={problems}
        language={language}
      />
      <button class="button quiet">{texts.review}</button>
    </Form>
  );
}
