import type { VNode } from 'preact';
import { openAttention } from '../../domain/open-attention';
import type { AttentionReason, Order } from '../../domain/order';
import { DESK, orderPath } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { AttentionEntryItem } from '../parts/attention-entry';
import { Field } from '../parts/field';
import { Money } from '../parts/money';
import { Pager } from '../parts/pager';
import { StateLabel } from '../parts/state-label';
import { attentionPageTexts } from '../texts/attention-page-texts';
import { ATTENTION } from '../texts/attention-texts';

interface AttentionPageProps {
  readonly context: PageContext;
  /** The orders of this page, the newest on the list first. */
  readonly orders: readonly Order[];
  /** The reason that is shown alone; null for all. */
  readonly reason: AttentionReason | null;
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
  readonly now: Date;
}

/** The orders that a person has to look at, as work to be done. */
export function AttentionPage({ context, orders, reason, next, now }: AttentionPageProps): VNode {
  const texts = attentionPageTexts(context.language);
  const empty = next !== null ? texts.emptyPage : reason === null ? texts.empty : texts.emptyReason;
  return (
    <Page context={context} title={texts.title}>
      <p class="soft lead">{texts.lead}</p>
      <Filter context={context} reason={reason} />
      {orders.length === 0 ? (
        <p class="card soft">{empty}</p>
      ) : (
        orders.map((order) => <OrderTasks key={order.merchantUid} context={context} order={order} now={now} />)
      )}
      <Pager context={context} next={next} />
    </Page>
  );
}

function Filter({ context: { language }, reason }: Pick<AttentionPageProps, 'context' | 'reason'>): VNode {
  const texts = attentionPageTexts(language);
  const reasons = Object.keys(ATTENTION[language]) as AttentionReason[];
  return (
    <form method="get" action={`${DESK}/attention`} class="card filters">
      <Field for="reason" label={texts.filter}>
        <select id="reason" name="reason">
          <option value="">{texts.allReasons}</option>
          {reasons.map((each) => (
            <option key={each} value={each} selected={each === reason}>
              {ATTENTION[language][each].what}
            </option>
          ))}
        </select>
      </Field>
      <button class="button quiet">{texts.show}</button>
    </form>
  );
}

type OrderTasksProps = Pick<AttentionPageProps, 'context' | 'now'> & { readonly order: Order };

function OrderTasks({ context, order, now }: OrderTasksProps): VNode {
  const { language, scopes } = context;
  const texts = attentionPageTexts(language);
  const { merchantUid, name, amount, currency, state } = order;
  return (
    <article class="card tasks">
      <h2>
        <a href={orderPath(merchantUid)}>{merchantUid}</a>
      </h2>
      <p>
        <StateLabel state={state} language={language} />{' '}
        <Money amount={amount} currency={currency} language={language} /> <span class="soft">{name}</span>
      </p>
      <ul>
        {openAttention(order).map((entry, index) => (
          <AttentionEntryItem key={index} context={context} order={order} entry={entry} now={now} />
        ))}
      </ul>
      {scopes.includes('operate') && (
        <p class="buttons">
          <a
            class="button quiet"
            href={`${orderPath(merchantUid)}#acknowledge`}
            aria-label={texts.acknowledgeOf(merchantUid)}
          >
            {texts.acknowledge}
          </a>
        </p>
      )}
    </article>
  );
}
