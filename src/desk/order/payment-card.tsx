import type { VNode } from 'preact';
import { balanceOf } from '../../domain/cancel/cancel';
import {
  hasMoney,
  isCancelledInPart,
  isCancelledWhole,
  type Cancellation,
  type VirtualAccount,
} from '../../domain/payment';
import type { PaymentRecord } from '../../domain/payment-record';
import { toAmount } from '../../domain/money';
import type { Language } from '../language';
import { DataTable } from '../parts/data-table';
import { Facts, type Fact } from '../parts/facts';
import { Money, moneyText } from '../parts/money';
import { Time } from '../parts/time';
import { RoleLabel } from './payment-name';
import { orderTexts } from '../texts/order-texts';
import {
  methodText,
  outcomeTexts,
  partlyCancelledText,
  paymentStatusTexts,
  pgText,
  sourceTexts,
} from '../texts/payment-texts';

interface PaymentCardProps {
  readonly payment: PaymentRecord;
  /** Whether it settled the order. */
  readonly settles: boolean;
  readonly language: Language;
}

/** A payment as i'mport reported it last, and how it was judged. */
export function PaymentCard({ payment, settles, language }: PaymentCardProps): VNode {
  const texts = orderTexts(language);
  const { impUid, currency, virtualAccount, cancellations } = payment;
  const isHeld = hasMoney(payment) && !isCancelledWhole(payment);
  return (
    <article class="card" aria-labelledby={`payment-${impUid}`}>
      <h3 id={`payment-${impUid}`}>
        <code>{impUid}</code>{' '}
        {(settles || isHeld) && <RoleLabel payment={payment} settles={settles} language={language} />}{' '}
        {payment.testChannel && <span class="label wait">{texts.testChannel}</span>}
      </h3>
      <Facts
        facts={[
          [texts.status, statusOf(payment, language)],
          [texts.outcome, outcomeTexts(language)[payment.outcome]],
          [texts.paymentAmount, <ReportedMoney text={payment.amountText} currency={currency} language={language} />],
          [
            texts.cancelled,
            payment.cancelAmount === 0 ? null : (
              <Money amount={payment.cancelAmount} currency={currency} language={language} />
            ),
          ],
          [texts.method, methodText(payment.payMethod, language)],
          [texts.pg, pgText(payment.pgProvider, language)],
          [texts.pgTid, payment.pgTid && <code>{payment.pgTid}</code>],
          ...timesOf(payment, language),
          [texts.failReason, payment.failReason],
          [texts.receipt, receiptLink(payment.receiptUrl, texts.openReceipt)],
        ]}
      />
      {virtualAccount && <Account account={virtualAccount} language={language} />}
      {cancellations.length > 0 && <History payment={payment} language={language} />}
    </article>
  );
}

/** The status as i'mport reported it. It is "cancelled" for a part, too: then the words say what is left. */
function statusOf(payment: PaymentRecord, language: Language): string {
  const { status, statusText, currency } = payment;
  const words = paymentStatusTexts(language)[status];
  if (status === 'unknown') return `${words}: ${statusText}`;
  if (!hasMoney(payment) || !isCancelledInPart(payment) || isCancelledWhole(payment)) return words;
  return partlyCancelledText(language).left(moneyText({ amount: balanceOf(payment), currency, language }));
}

/** An amount as i'mport wrote it, which may be no exact one. */
export function ReportedMoney(props: {
  readonly text: string;
  readonly currency: string;
  readonly language: Language;
}): VNode {
  const amount = toAmount(Number(props.text), props.currency);
  if (amount === null) return <span class="money">{`${props.text} ${props.currency}`}</span>;
  return <Money amount={amount} currency={props.currency} language={props.language} />;
}

function timesOf({ paidAt, failedAt, cancelledAt, recordedAt, source }: PaymentRecord, language: Language): Fact[] {
  const texts = orderTexts(language);
  return [
    [texts.paidAt, paidAt && <Time at={paidAt} />],
    [texts.failedAt, failedAt && <Time at={failedAt} />],
    [texts.cancelledAt, cancelledAt && <Time at={cancelledAt} />],
    [
      texts.reported,
      <>
        <Time at={recordedAt} /> ({sourceTexts(language)[source]})
      </>,
    ],
  ];
}

/** Only an address of the web becomes a link: a PG wrote it. */
function receiptLink(url: string | null, words: string): VNode | string | null {
  if (url === null || !URL.canParse(url)) return url;
  if (!['https:', 'http:'].includes(new URL(url).protocol)) return url;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  );
}

function Account({ account, language }: { readonly account: VirtualAccount; readonly language: Language }): VNode {
  const texts = orderTexts(language);
  return (
    <>
      <h4>{texts.account}</h4>
      <Facts
        facts={[
          [texts.bank, account.bankName ?? account.bankCode],
          [texts.number, account.number],
          [texts.holder, account.holder],
          [texts.issued, account.issuedAt && <Time at={account.issuedAt} />],
          [texts.due, account.dueAt && <Time at={account.dueAt} />],
        ]}
      />
    </>
  );
}

function History({ payment, language }: { readonly payment: PaymentRecord; readonly language: Language }): VNode {
  const texts = orderTexts(language);
  const { currency, cancellations, impUid } = payment;
  const rows = cancellations.map((cancellation, index) => ({ ...cancellation, key: `${impUid}-${index}` }));
  return (
    <>
      <h4>{texts.history}</h4>
      <DataTable<Cancellation & { readonly key: string }>
        caption={`${texts.history} ${impUid}`}
        rows={rows}
        keyOf={({ key }) => key}
        empty=""
        columns={[
          { title: texts.cancelledAt, cell: ({ cancelledAt }) => cancelledAt && <Time at={cancelledAt} /> },
          {
            title: texts.cancelled,
            isNumber: true,
            cell: ({ amount }) => <Money amount={amount} currency={currency} language={language} />,
          },
          { title: texts.reason, cell: ({ reason }) => reason },
          { title: texts.cancellation, cell: ({ cancellationId }) => cancellationId },
        ]}
      />
    </>
  );
}
