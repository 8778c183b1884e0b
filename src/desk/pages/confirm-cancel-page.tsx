import type { VNode } from 'preact';
import { balanceOf, isUnderWay, type Cancel } from '../../domain/cancel/cancel';
import { requesterOf } from '../../domain/cancel/send-cancel';
import type { Amount } from '../../domain/money';
import type { Order } from '../../domain/order';
import { holdsOpenAccount } from '../../domain/payment';
import type { PaymentRecord } from '../../domain/payment-record';
import { CANCEL_FIELDS, type CancelFields } from '../cancel-fields';
import { orderPath } from '../desk-paths';
import { OtherPaymentHeld, PaymentName } from '../order/payment-name';
import type { Language } from '../language';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { Facts, type Fact } from '../parts/facts';
import { Form } from '../parts/form';
import { Money, moneyText } from '../parts/money';
import { bankText } from '../texts/bank-codes';
import { cancelTexts } from '../texts/cancel-texts';

interface ConfirmCancelPageProps {
  readonly context: PageContext;
  readonly order: Order;
  readonly fields: CancelFields;
  /** The refund as it would be recorded now; null for a revocation and a closing. */
  readonly cancel: Cancel | null;
  /** What can be cancelled now. */
  readonly left: Amount;
  /** Why the last try was not done; null before the first one. */
  readonly problem: string | null;
}

/** The second step: what will be sent to i'mport, and what remains afterwards. Its button does it. */
export function ConfirmCancelPage(props: ConfirmCancelPageProps): VNode {
  const { context, order, fields, cancel, problem } = props;
  const { language } = context;
  const { kind } = fields;
  const texts = cancelTexts(language);
  const amount = cancel === null ? '' : moneyText({ ...cancel, language });
  return (
    <Page context={context} title={texts.confirmTitle[kind]}>
      {problem !== null && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div class="card narrow">
        <p>
          <code>{order.merchantUid}</code> {order.name}
        </p>
        <h2>{texts.willSend}</h2>
        {cancel !== null && <Sending {...props} cancel={cancel} />}
        {kind === 'close' && <Closing order={order} language={language} />}
        <Facts
          facts={[
            [texts.payment, kind === 'revoke' ? <code>{fields.imp_uid}</code> : null],
            [texts.reason, kind === 'cancel' ? null : fields.reason],
          ]}
        />
        <Form context={context} action={`${orderPath(order.merchantUid)}/cancel`}>
          {CANCEL_FIELDS.map((name) => {
            const value = fields[name];
            return value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />;
          })}
          <p class="actions">
            <button class="button" name="step" value="confirm">
              {kind === 'cancel' ? texts.confirm.cancel(amount) : texts.confirm[kind]}
            </button>
            <button class="button quiet" name="step" value="change">
              {texts.change}
            </button>
          </p>
        </Form>
        <p>
          <a href={orderPath(order.merchantUid)}>{texts.back}</a>
        </p>
      </div>
    </Page>
  );
}

function Sending(props: ConfirmCancelPageProps & { readonly cancel: Cancel }): VNode {
  const { context, order, cancel, left } = props;
  const { language } = context;
  const texts = cancelTexts(language);
  const payment = order.payments.find(({ impUid }) => impUid === cancel.impUid);
  const money = (amount: Amount) => <Money amount={amount} currency={cancel.currency} language={language} />;
  const before = order.cancels.filter((each) => each.impUid === cancel.impUid && isUnderWay(each)).length;
  return (
    <>
      {payment && (
        <>
          <p>
            <PaymentName order={order} payment={payment} language={language} />
          </p>
          <OtherPaymentHeld order={order} payment={payment} language={language} />
          <Facts facts={sentFacts(cancel, payment, language)} />
        </>
      )}
      <Facts
        facts={[
          [texts.before, money(left)],
          [texts.after, <strong>{money((left - cancel.amount) as Amount)}</strong>],
        ]}
      />
      {before > 0 && <p>{texts.waits(before)}</p>}
      <p>{texts.cannotUndo}</p>
    </>
  );
}

/** The fields of the call, as i'mport gets them. */
function sentFacts(cancel: Cancel, payment: PaymentRecord, language: Language): readonly Fact[] {
  const texts = cancelTexts(language);
  const { currency, taxFree, vatAmount, retainPromotion } = cancel;
  const requester = requesterOf(cancel, payment);
  const money = (amount: Amount | null) =>
    amount === null ? null : <Money amount={amount} currency={currency} language={language} />;
  const refund = isUnderWay(cancel) ? cancel.refund : null;
  return [
    [texts.howMuch, <strong>{money(cancel.amount)}</strong>],
    [texts.checksum, money(balanceOf(payment))],
    [texts.reason, cancel.reason],
    [texts.taxFree, money(taxFree)],
    [texts.vat, money(vatAmount)],
    [texts.retainPromotion, retainPromotion === true ? texts.yes : null],
    [texts.requester, requester && texts[requester]],
    [texts.bank, refund && bankText(refund.bank)],
    [texts.account, refund?.account],
    [texts.holder, refund?.holder],
    [texts.tel, refund?.tel],
  ];
}

function Closing({ order, language }: { readonly order: Order; readonly language: Language }): VNode {
  const texts = cancelTexts(language);
  const open = [...order.payments.filter(holdsOpenAccount).map(({ impUid }) => impUid), ...order.unlistedAccounts];
  return (
    <>
      <p>{texts.nothingSent}</p>
      <Facts facts={[[texts.willRevoke, open.length === 0 ? null : open.join(', ')]]} />
    </>
  );
}
