import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import type { Timeline } from '../../domain/timeline';
import { toTimelineAnswer } from '../../http/to-timeline-answer';
import { CancelList } from '../order/cancel-list';
import { MessageList } from '../order/message-list';
import { orderActionsOf } from '../order/order-actions';
import { AcknowledgeForm } from '../order/order-forms';
import { OrderSummary } from '../order/order-summary';
import { PaymentCard } from '../order/payment-card';
import { TimelineList } from '../order/timeline-list';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { AttentionEntryItem } from '../parts/attention-entry';
import { Section } from '../parts/section';
import { timeText } from '../parts/time';
import { orderFormTexts } from '../texts/order-form-texts';
import { orderTexts } from '../texts/order-texts';

interface OrderPageProps {
  readonly context: PageContext;
  readonly timeline: Timeline;
  /** The payment that a link named; null if none. */
  readonly impUid: string | null;
  readonly now: Date;
}

/** All about one order: its state, what a person may do, and what happened. */
export function OrderPage({ context, timeline, impUid, now }: OrderPageProps): VNode {
  const { language } = context;
  const texts = orderTexts(language);
  const { order, outbox } = timeline;
  const { merchantUid } = order;
  const answer = toTimelineAnswer(timeline);
  const parts = (['payments', 'cancels', 'messages', 'timeline'] as const).map((id) => ({ id, title: texts[id] }));
  const actions = orderActionsOf({ context, order, impUid });
  return (
    <Page context={context} title={texts.title(merchantUid)}>
      <OrderSummary order={order} language={language} />
      <nav aria-label={texts.onThisPage}>
        <ul class="jump">
          {[...actions, ...parts].map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {order.attention.length > 0 && <Attention context={context} order={order} now={now} />}
      <Section id="payments" title={texts.payments}>
        <Payments order={order} context={context} />
      </Section>
      <Section id="cancels" title={texts.cancels}>
        <CancelList cancels={order.cancels} entries={answer.entries} language={language} />
      </Section>
      {actions.map(({ id, title, forms }) => (
        <Section key={id} id={id} title={title}>
          {forms}
        </Section>
      ))}
      <Section id="messages" title={texts.messages}>
        <MessageList context={context} merchantUid={merchantUid} outbox={outbox} now={now} />
      </Section>
      <Section id="timeline" title={texts.timeline}>
        <TimelineList timeline={answer} language={language} />
      </Section>
    </Page>
  );
}

/** The cases for a person with the evidence, also those that are acknowledged. */
function Attention({ context, order, now }: { context: PageContext; order: Order; now: Date }): VNode {
  const { language, scopes } = context;
  const texts = orderTexts(language);
  const { attentionSince } = order;
  return (
    <Section id="attention" title={texts.attention}>
      <p class={attentionSince ? 'notice bad' : 'soft'}>
        {attentionSince ? texts.since(timeText(attentionSince)) : texts.acknowledged}
      </p>
      <ul class="tasks card">
        {order.attention.toReversed().map((entry, index) => (
          <AttentionEntryItem key={index} context={context} order={order} entry={entry} now={now} />
        ))}
      </ul>
      {attentionSince && scopes.includes('operate') && (
        <Section id="acknowledge" title={orderFormTexts(language).acknowledge}>
          <AcknowledgeForm context={context} order={order} />
        </Section>
      )}
    </Section>
  );
}

function Payments({ order, context: { language } }: { order: Order; context: PageContext }): VNode {
  const texts = orderTexts(language);
  const { payments, paidBy, unlistedAccounts } = order;
  return (
    <>
      {payments.length === 0 ? <p class="card soft">{texts.noPayments}</p> : <p class="soft">{texts.paymentsLead}</p>}
      {payments.map((payment) => (
        <PaymentCard key={payment.impUid} payment={payment} settles={payment.impUid === paidBy} language={language} />
      ))}
      {unlistedAccounts.length > 0 && (
        <div class="card">
          <h3>{texts.unlisted}</h3>
          <p class="soft">{texts.unlistedLead}</p>
          <ul class="plain">
            {unlistedAccounts.map((impUid) => (
              <li key={impUid}>
                <code>{impUid}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
