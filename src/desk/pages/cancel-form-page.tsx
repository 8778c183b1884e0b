import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import type { CancelFields } from '../cancel-fields';
import { CancelForm } from '../order/cancel-form';
import type { FormProblems } from '../order/form-input';
import { EndForm } from '../order/order-forms';
import { paymentChoicesOf } from '../order/payment-choices';
import type { PageContext } from '../page-context';
import { cancelTexts } from '../texts/cancel-texts';
import { FormPage } from './form-page';

interface CancelFormPageProps {
  readonly context: PageContext;
  readonly order: Order;
  readonly fields: CancelFields;
  /** What is wrong with it; null where the person goes back to change it. */
  readonly problems: FormProblems | null;
}

/** The form of the first step again, with what was entered and what is wrong with it. */
export function CancelFormPage({ context, order, fields, problems }: CancelFormPageProps): VNode {
  const texts = cancelTexts(context.language);
  const { kind } = fields;
  const { merchantUid } = order;
  const chosen = paymentChoicesOf(order).refundable.find(({ payment }) => payment.impUid === fields.imp_uid);
  const shared = { context, suffix: 'again', entered: fields, problems: problems ?? { fields: [] } };
  return (
    <FormPage
      context={context}
      title={texts[kind]}
      merchantUid={merchantUid}
      problem={problems === null ? null : texts.wrong}
    >
      {kind !== 'cancel' && (
        <EndForm
          {...shared}
          merchantUid={merchantUid}
          kind={kind}
          impUid={kind === 'close' ? null : (fields.imp_uid ?? '')}
        />
      )}
      {kind === 'cancel' && chosen !== undefined && <CancelForm {...shared} order={order} {...chosen} />}
    </FormPage>
  );
}
