import type { VNode } from 'preact';
import { toDecimalText, type Amount } from '../../domain/money';
import { refundFieldsOf } from '../../domain/cancel/request-cancel';
import type { Order } from '../../domain/order';
import type { PaymentRecord } from '../../domain/payment-record';
import type { CancelFields } from '../cancel-fields';
import { orderPath } from '../desk-paths';
import type { PageContext } from '../page-context';
import { Form } from '../parts/form';
import { moneyText } from '../parts/money';
import { cancelTexts } from '../texts/cancel-texts';
import { fieldText } from '../texts/field-texts';
import { FormInput, type FormProblems } from './form-input';
import { OtherPaymentHeld, PaymentName } from './payment-name';
import { ReasonInput } from './reason-input';
import { MoreCancelFields, RefundAccountFields } from './refund-fields';

export interface CancelFormProps {
  readonly context: PageContext;
  readonly order: Order;
  readonly payment: PaymentRecord;
  readonly left: Amount;
  /** Makes the ids of this form's controls unique on its page. */
  readonly suffix: string;
  /** What was entered before; it keeps its `request_id` and what the person saw then. @default a new form */
  readonly entered?: CancelFields;
  readonly problems?: FormProblems;
}

/** The first step of a refund. It sends nothing: the second step shows what will be sent. */
export function CancelForm(props: CancelFormProps): VNode {
  const { context, order, payment, left, suffix, entered, problems } = props;
  const { language } = context;
  const texts = cancelTexts(language);
  const leftText = moneyText({ amount: left, currency: payment.currency, language });
  const needed = refundFieldsOf(payment);
  return (
    <Form
      context={context}
      action={`${orderPath(order.merchantUid)}/cancel`}
      requestId={entered?.request_id ?? `${context.requestId}-${suffix}`}
      class="card"
    >
      <input type="hidden" name="kind" value="cancel" />
      <input type="hidden" name="imp_uid" value={payment.impUid} />
      <input
        type="hidden"
        name="if_cancellable"
        value={entered?.if_cancellable ?? toDecimalText(left, payment.currency)}
      />
      <p>
        <PaymentName order={order} payment={payment} language={language} />
      </p>
      <OtherPaymentHeld order={order} payment={payment} language={language} />
      <p>{texts.cancelLead(leftText)}</p>
      <HowMuch {...props} leftText={leftText} />
      <ReasonInput
        suffix={suffix}
        hint={texts.reasonHint}
        value={entered?.reason}
        problems={problems}
        language={language}
      />
      <RefundAccountFields needed={needed} suffix={suffix} entered={entered} problems={problems} language={language} />
      <MoreCancelFields suffix={suffix} entered={entered} problems={problems} language={language} />
      <button class="button">{texts.review}</button>
    </Form>
  );
}

function HowMuch(props: CancelFormProps & { readonly leftText: string }): VNode {
  const { context, payment, suffix, entered, problems, leftText } = props;
  const { language } = context;
  const texts = cancelTexts(language);
  const isWrong = problems?.fields.includes('how');
  const radio = (how: 'all' | 'part', label: string) => (
    <label class="choice" for={`how-${how}-${suffix}`}>
      <input
        type="radio"
        id={`how-${how}-${suffix}`}
        name="how"
        value={how}
        required
        checked={entered?.how === how}
        aria-invalid={isWrong ? 'true' : undefined}
      />{' '}
      {label}
    </label>
  );
  return (
    <fieldset aria-describedby={isWrong ? `how-${suffix}-problem` : undefined}>
      <legend>{texts.howMuch}</legend>
      {isWrong && (
        <p class="problem" id={`how-${suffix}-problem`}>
          {fieldText('how', language)}
        </p>
      )}
      {radio('part', texts.part)}
      <FormInput
        name="amount"
        field="amount"
        suffix={suffix}
        label={texts.amount}
        hint={texts.amountHint(payment.currency)}
        value={entered?.amount}
        inputMode="decimal"
        maxLength={20}
        problems={problems}
        language={language}
      />
      {radio('all', texts.all(leftText))}
    </fieldset>
  );
}
