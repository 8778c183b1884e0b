import type { VNode } from 'preact';
import type { Channel } from '../../domain/outbox';
import type { ResendProgress } from '../../domain/plan-resend';
import type { DeadLetterCounts, Letter } from '../../services/list-dead-letters';
import { DESK } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { FailedCarriers, FailedLetters } from '../parts/failed-messages';
import { Field } from '../parts/field';
import { Form } from '../parts/form';
import { Pager } from '../parts/pager';
import { ResendRequests } from '../parts/resend-requests';
import { channelTexts } from '../texts/message-texts';
import { messagesPageTexts } from '../texts/messages-page-texts';

/** What a person entered, as `datetime-local` controls write it. */
export interface EnteredPeriod {
  readonly from: string;
  readonly to: string;
}

interface MessagesPageProps {
  readonly context: PageContext;
  readonly counts: DeadLetterCounts;
  /** The carrier whose messages are shown alone; null for all. */
  readonly carrier: Channel | null;
  readonly letters: readonly Letter[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
  readonly requests: readonly ResendProgress[];
  /** How many days ago a period may begin. */
  readonly reachDays: number;
  readonly entered: EnteredPeriod;
  readonly now: Date;
}

/** Messages that have failed, and what sends messages again. */
export function MessagesPage(props: MessagesPageProps): VNode {
  const { context, counts, carrier, letters, next, requests, now } = props;
  const { language, scopes } = context;
  const texts = messagesPageTexts(language);
  const mayOperate = scopes.includes('operate');
  const caption = texts.list(carrier && channelTexts(language)[carrier]);
  const isAny = Object.values(counts.byCarrier).some(({ count }) => count > 0);
  return (
    <Page context={context} title={texts.title}>
      <p class="soft lead">{texts.lead}</p>
      {!mayOperate && <p class="notice wait">{texts.needsOperate}</p>}
      <section aria-labelledby="failed">
        <h2 id="failed">{texts.failed}</h2>
        <FailedCarriers context={context} counts={counts} now={now} />
      </section>
      <section aria-labelledby="requests">
        <h2 id="requests">{texts.requests}</h2>
        <ResendRequests context={context} requests={requests} />
      </section>
      {(isAny || carrier !== null) && (
        <section aria-labelledby="letters">
          <h2 id="letters">{caption}</h2>
          {carrier !== null && (
            <p>
              <a href={`${DESK}/messages`}>{texts.allCarriers}</a>
            </p>
          )}
          <FailedLetters
            context={context}
            letters={letters}
            caption={caption}
            empty={next === null ? texts.noneOfCarrier : texts.nonePage}
            now={now}
          />
          <Pager context={context} next={next} />
        </section>
      )}
      {mayOperate && <ResendForm {...props} />}
    </Page>
  );
}

function ResendForm({ context, entered, reachDays }: MessagesPageProps): VNode {
  const texts = messagesPageTexts(context.language);
  return (
    <section aria-labelledby="resend">
      <h2 id="resend">{texts.resend}</h2>
      <Form
        context={context}
        action={`${DESK}/messages/resend`}
        requestId={`${context.requestId}-period`}
        class="card narrow"
      >
        <p>{texts.resendLead}</p>
        <Field for="from" label={texts.from} hint={texts.fromHint(reachDays)}>
          <input
            id="from"
            name="from"
            type="datetime-local"
            required
            value={entered.from}
            aria-describedby="from-hint"
          />
        </Field>
        <Field for="to" label={texts.to} hint={texts.toHint}>
          <input id="to" name="to" type="datetime-local" value={entered.to} aria-describedby="to-hint" />
        </Field>
        <button class="button">{texts.submitResend}</button>
      </Form>
    </section>
  );
}
