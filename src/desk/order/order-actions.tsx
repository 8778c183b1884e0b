import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import type { PageContext } from '../page-context';
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

/** A form, or several of one kind, of the order's page. */
export interface OrderAction {
  /** Links name it. */
  readonly id: string;
  readonly title: string;
  readonly forms: readonly VNode[];
}

/** What a person may do about an order, by the scopes of the key. */
export function orderActionsOf({ context, order, impUid }: OrderActionsProps): readonly OrderAction[] {
  const { scopes, language } = context;
  const { merchantUid } = order;
  const texts = cancelTexts(language);
  const { refundable, revocable, acceptable, mayClose } = paymentChoicesOf(order);
  const first = <T,>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
    items.toSorted((a, b) => Number(keyOf(b) === impUid) - Number(keyOf(a) === impUid));
  const recheck: OrderAction = {
    id: 'recheck',
    title: orderFormTexts(language).recheck,
    forms: scopes.includes('operate') ? [<RecheckForm context={context} order={order} />] : [],
  };
  const decisions: readonly OrderAction[] = [
    {
      id: 'accept',
      title: orderFormTexts(language).accept,
      forms: first(acceptable, (payment) => payment.impUid).map((payment, index) => (
        <AcceptForm key={payment.impUid} context={context} order={order} payment={payment} suffix={`a${index}`} />
      )),
    },
    {
      id: 'cancel',
      title: texts.cancel,
      forms: first(refundable, ({ payment }) => payment.impUid).map((chosen, index) => (
        <CancelForm key={chosen.payment.impUid} context={context} order={order} {...chosen} suffix={`c${index}`} />
      )),
    },
    {
      id: 'revoke',
      title: texts.revoke,
      forms: first(revocable, (account) => account).map((account, index) => (
        <EndForm
          key={account}
          context={context}
          merchantUid={merchantUid}
          kind="revoke"
          impUid={account}
          suffix={`r${index}`}
        />
      )),
    },
    {
      id: 'close',
      title: texts.close,
      forms: mayClose
        ? [<EndForm context={context} merchantUid={merchantUid} kind="close" impUid={null} suffix="e" />]
        : [],
    },
  ];
  const allowed = scopes.includes('refunds') ? [recheck, ...decisions] : [recheck];
  return allowed.filter(({ forms }) => forms.length > 0);
}
