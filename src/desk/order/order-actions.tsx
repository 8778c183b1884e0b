import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import type { PageContext } from '../page-context';
import { Section } from '../parts/section';
import { cancelTexts } from '../texts/cancel-texts';
import { orderFormTexts } from '../texts/order-form-texts';
import { CancelForm } from './cancel-form';
import { AcceptForm, EndForm, RecheckForm } from './order-forms';
import { paymentChoicesOf } from './payment-choices';

interface OrderActionsProps {
  readonly context: PageContext;
  readonly order: Order;
  /** The payment that a link named: its form comes first. */
  readonly impUid: string | null;
}

/** What a person may do about an order, by the scopes of the key. */
export function OrderActions({ context, order, impUid }: OrderActionsProps): VNode {
  const { scopes, language } = context;
  const { merchantUid } = order;
  const texts = cancelTexts(language);
  const choices = paymentChoicesOf(order);
  const first = <T,>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
    items.toSorted((a, b) => Number(keyOf(b) === impUid) - Number(keyOf(a) === impUid));
  const mayRefund = scopes.includes('refunds');
  return (
    <>
      {scopes.includes('operate') && (
        <Section id="recheck" title={orderFormTexts(language).recheck}>
          <RecheckForm context={context} order={order} />
        </Section>
      )}
      {mayRefund && choices.acceptable.length > 0 && (
        <Section id="accept" title={orderFormTexts(language).accept}>
          {first(choices.acceptable, (payment) => payment.impUid).map((payment, index) => (
            <AcceptForm key={payment.impUid} context={context} order={order} payment={payment} suffix={`a${index}`} />
          ))}
        </Section>
      )}
      {mayRefund && choices.refundable.length > 0 && (
        <Section id="cancel" title={texts.cancel}>
          {first(choices.refundable, ({ payment }) => payment.impUid).map(({ payment, left }, index) => (
            <CancelForm
              key={payment.impUid}
              context={context}
              merchantUid={merchantUid}
              payment={payment}
              left={left}
              suffix={`c${index}`}
            />
          ))}
        </Section>
      )}
      {mayRefund && choices.revocable.length > 0 && (
        <Section id="revoke" title={texts.revoke}>
          {first(choices.revocable, (account) => account).map((account, index) => (
            <EndForm
              key={account}
              context={context}
              merchantUid={merchantUid}
              kind="revoke"
              impUid={account}
              suffix={`r${index}`}
            />
          ))}
        </Section>
      )}
      {mayRefund && choices.mayClose && (
        <Section id="close" title={texts.close}>
          <EndForm context={context} merchantUid={merchantUid} kind="close" impUid={null} suffix="e" />
        </Section>
      )}
    </>
  );
}
