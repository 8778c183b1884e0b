import type { VNode } from 'preact';
import { maskPhone } from '../../domain/masking';
import { progressOf, triesOf, type OutboxEntry } from '../../domain/outbox';
import { REDACTED } from '../../domain/redact-order';
import { orderPath } from '../desk-paths';
import type { PageContext } from '../page-context';
import { DataTable } from '../parts/data-table';
import { Form } from '../parts/form';
import { Time } from '../parts/time';
import { messageText, progressTexts } from '../texts/message-texts';
import { orderFormTexts } from '../texts/order-form-texts';
import { orderTexts } from '../texts/order-texts';

interface MessageListProps {
  readonly context: PageContext;
  readonly merchantUid: string;
  readonly outbox: readonly OutboxEntry[];
  /** When the page was made. */
  readonly now: Date;
}

const TONES = { waiting: 'wait', delivered: 'good', dead: 'bad' } as const;

/** The messages of an order, the newest first. What waits for the audit log is in the timeline. */
export function MessageList({ context, merchantUid, outbox, now }: MessageListProps): VNode {
  const { language, scopes } = context;
  const texts = orderTexts(language);
  const entries = outbox.filter(({ message }) => message.channel !== 'audit').toReversed();
  const mayOperate = scopes.includes('operate');
  const hasEvents = entries.some((entry) => isResendable(entry));
  const action = { title: texts.action, cell: (entry: OutboxEntry) => actionOf(entry, context, merchantUid) };
  return (
    <>
      <DataTable
        caption={texts.messages}
        rows={entries}
        keyOf={({ id }) => id}
        empty={texts.noMessages}
        columns={[
          { title: texts.message, cell: (entry) => messageText(entry, language) },
          { title: texts.status, cell: (entry) => progressLabel(entry, context) },
          { title: texts.to, cell: receiverOf },
          { title: texts.tries, isNumber: true, cell: triesOf },
          { title: texts.createdAt, cell: ({ createdAt }) => <Time at={createdAt} /> },
          { title: texts.deliveredAt, cell: ({ deliveredAt }) => deliveredAt && <Time at={deliveredAt} /> },
          { title: texts.lastError, cell: ({ lastError }) => lastError },
          ...(mayOperate ? [action] : []),
        ]}
      />
      {mayOperate && hasEvents && <ResendAll context={context} merchantUid={merchantUid} now={now} />}
    </>
  );
}

function progressLabel(entry: OutboxEntry, { language }: PageContext): VNode {
  const progress = progressOf(entry);
  return <span class={`label ${TONES[progress]}`}>{progressTexts(language)[progress]}</span>;
}

/** As the timeline of the API names it: a masked telephone number, or the customer's id. */
function receiverOf({ message }: OutboxEntry): string | null {
  if (message.channel === 'sms') return message.to === REDACTED ? null : maskPhone(message.to);
  return message.channel === 'customerRecord' ? message.customerId : null;
}

const isResendable = (entry: OutboxEntry) => entry.message.channel === 'shop' && progressOf(entry) === 'delivered';

function actionOf(entry: OutboxEntry, context: PageContext, merchantUid: string): VNode | null {
  const texts = orderFormTexts(context.language);
  const what = messageText(entry, context.language);
  if (progressOf(entry) === 'dead') {
    return (
      <Form context={context} action={`${orderPath(merchantUid)}/replay`} requestId={context.requestId}>
        <input type="hidden" name="id" value={entry.id} />
        <button class="button quiet" aria-label={texts.retryOf(what)}>
          {texts.retry}
        </button>
      </Form>
    );
  }
  if (!isResendable(entry)) return null;
  return (
    <Form context={context} action={`${orderPath(merchantUid)}/resend`} requestId={context.requestId}>
      <input type="hidden" name="id" value={entry.id} />
      <input type="hidden" name="delivered_at" value={entry.deliveredAt?.toISOString()} />
      <button class="button quiet" aria-label={texts.resendOf(what)}>
        {texts.resend}
      </button>
    </Form>
  );
}

/** Up to now: what is delivered again after that is not sent once more by a second press. */
function ResendAll({ context, merchantUid, now }: Omit<MessageListProps, 'outbox'>): VNode {
  const texts = orderFormTexts(context.language);
  return (
    <Form context={context} action={`${orderPath(merchantUid)}/resend`} requestId={context.requestId} class="card">
      <input type="hidden" name="until" value={now.toISOString()} />
      <p class="soft">{texts.resendAllLead}</p>
      <button class="button quiet">{texts.resendAll}</button>
    </Form>
  );
}
