import type { VNode } from 'preact';
import { cancellableOf, isUnderWay } from '../../domain/cancel/cancel';
import { deadlineOf } from '../../domain/deadlines';
import { maskEmail, maskName, maskPhone } from '../../domain/masking';
import type { Amount } from '../../domain/money';
import type { Buyer, Order } from '../../domain/order';
import { isCancelledInPart } from '../../domain/payment';
import type { PaymentRecord } from '../../domain/payment-record';
import type { Language } from '../language';
import { Facts } from '../parts/facts';
import { Money, moneyText } from '../parts/money';
import { StateLabel } from '../parts/state-label';
import { Time, timeText } from '../parts/time';
import { orderSentences } from '../texts/order-sentences';
import { orderTexts } from '../texts/order-texts';
import { heldPaymentsOf, mayHaveMoney } from './payment-choices';

interface OrderSummaryProps {
  readonly order: Order;
  readonly language: Language;
}

/** What has become of an order, in words that support can pass on, and its terms. */
export function OrderSummary({ order, language }: OrderSummaryProps): VNode {
  const texts = orderTexts(language);
  const { amount, currency } = order;
  return (
    <section class="card" aria-labelledby="summary">
      <h2 id="summary" class="hidden">
        {texts.summary}
      </h2>
      <p class="state">
        <StateLabel state={order.state} language={language} /> {sentencesOf(order, language).join(' ')}
      </p>
      {order.redactedAt && <p class="soft">{texts.redacted(timeText(order.redactedAt))}</p>}
      <Facts
        facts={[
          [texts.name, order.name],
          [texts.amount, <Money amount={amount} currency={currency} language={language} />],
          ...moneyFacts(order, language),
          [texts.customer, order.customerId],
          [texts.buyer, order.buyer && maskedBuyer(order.buyer)],
          [texts.registered, <Time at={order.createdAt} />],
          [texts.expires, order.expiresAt ? <Time at={order.expiresAt} /> : texts.noDeadline],
        ]}
      />
    </section>
  );
}

/** The payment that settled the order; undefined while none has. */
const settlingOf = ({ payments, paidBy }: Order): PaymentRecord | undefined =>
  payments.find(({ impUid }) => impUid === paidBy);

function moneyFacts(order: Order, language: Language): [string, VNode | null][] {
  const payment = settlingOf(order);
  if (payment === undefined) return [];
  const texts = orderTexts(language);
  const money = (amount: Amount | null) => <Money amount={amount} currency={payment.currency} language={language} />;
  const underWay = order.cancels
    .filter((cancel) => cancel.impUid === payment.impUid && isUnderWay(cancel))
    .reduce((sum, { amount }) => sum + amount, 0) as Amount;
  return [
    [texts.paid, money(payment.amount)],
    [texts.refunded, payment.cancelAmount === 0 ? null : money(payment.cancelAmount)],
    [texts.underWay, underWay === 0 ? null : money(underWay)],
    [texts.left, money(cancellableOf(payment, order.cancels))],
  ];
}

/** Masked as the service masks such values: to compare with what a caller says, not to read out. */
function maskedBuyer({ name, tel, email }: Buyer): string {
  return [name && maskName(name), tel && maskPhone(tel), email && maskEmail(email)].filter(Boolean).join(' · ');
}

/** What the state means, then what else a person must know. */
export function sentencesOf(order: Order, language: Language): readonly string[] {
  const texts = orderSentences(language);
  const underWay = order.cancels.filter(isUnderWay).length;
  const unclear = order.cancels.filter(({ state }) => state === 'unclear').length;
  const held = heldPaymentsOf(order).length;
  return [
    ...stateSentences(order, language),
    ...(underWay > 0 ? [texts.underWay(underWay)] : []),
    ...(unclear > 0 ? [texts.unclear(unclear)] : []),
    ...(held > 0 ? [texts.held(held)] : []),
  ];
}

function stateSentences(order: Order, language: Language): string[] {
  const texts = orderSentences(language);
  const { currency, amount, cancelAmount } = settlingOf(order) ?? { ...order, cancelAmount: null };
  // A payment that was refused or held may have money all the same.
  const noMoney = mayHaveMoney(order)
    ? []
    : [order.payments.some(isCancelledInPart) ? texts.noMoneyLeft : texts.noMoney];
  const text = (value: Amount | null) => moneyText({ amount: value, currency, language });
  switch (order.state) {
    case 'pending': {
      const failed = order.payments.filter(({ status }) => status === 'failed').length;
      return [
        texts.pending,
        ...noMoney,
        ...(failed > 0 ? [texts.failedTries(failed)] : []),
        ...(order.expiresAt ? [texts.payBy(timeText(order.expiresAt))] : []),
      ];
    }
    case 'ready': {
      const account = order.payments.find(({ impUid }) => impUid === order.virtualAccount?.impUid);
      const due = account === undefined ? null : deadlineOf(order, account);
      return [texts.ready, ...(due ? [texts.depositBy(timeText(due))] : [])];
    }
    case 'paid':
      return [texts.paid(text(amount))];
    case 'partially_cancelled': {
      const left = amount === null || cancelAmount === null ? null : ((amount - cancelAmount) as Amount);
      return [texts.partially_cancelled(text(cancelAmount), text(left))];
    }
    case 'cancelled':
      return [texts.cancelled(text(cancelAmount))];
    case 'expired':
      return [texts.expired];
    case 'closed':
      return [texts.closed, ...noMoney];
  }
}
