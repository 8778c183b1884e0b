import type { VNode } from 'preact';
import { cancellableOf } from '../../domain/cancel/cancel';
import type { Order } from '../../domain/order';
import type { PaymentRecord } from '../../domain/payment-record';
import type { Language } from '../language';
import { moneyText } from '../parts/money';
import { timeText } from '../parts/time';
import { cancelTexts } from '../texts/cancel-texts';
import { orderTexts } from '../texts/order-texts';
import { methodText } from '../texts/payment-texts';
import { heldPaymentsOf } from './payment-choices';

interface PaymentNameProps {
  readonly order: Order;
  readonly payment: PaymentRecord;
  readonly language: Language;
}

/** A payment by what it is to its order, since nobody can tell two payments apart by their `imp_uid`. */
export function PaymentName({ order, payment, language }: PaymentNameProps): VNode {
  const { impUid, paidAt, payMethod } = payment;
  const settles = impUid === order.paidBy;
  return (
    <>
      <RoleLabel payment={payment} settles={settles} language={language} /> <code>{impUid}</code>
      <br />
      <span class="soft">
        {[moneyText({ ...payment, language }), methodText(payMethod, language), paidAt && timeText(paidAt)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

/** What a payment is to its order. */
export function RoleLabel(props: {
  readonly payment: PaymentRecord;
  readonly settles: boolean;
  readonly language: Language;
}): VNode {
  const texts = orderTexts(props.language);
  if (props.settles) return <span class="label good">{texts.settles}</span>;
  return <span class="label wait">{props.payment.outcome === 'duplicate' ? texts.duplicate : texts.notCounted}</span>;
}

/** Warns who is about to give back the payment of the order while another one holds money that does not count for it. */
export function OtherPaymentHeld({ order, payment, language }: PaymentNameProps): VNode | null {
  const held = heldPaymentsOf(order).filter((each) => cancellableOf(each, order.cancels) > 0);
  if (payment.impUid !== order.paidBy || held.length === 0) return null;
  const others = held
    .map(
      (each) =>
        `${each.impUid} (${moneyText({ amount: cancellableOf(each, order.cancels), currency: each.currency, language })})`,
    )
    .join(', ');
  return <p class="notice wait">{cancelTexts(language).otherHeld(others)}</p>;
}
