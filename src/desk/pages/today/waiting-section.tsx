import type { VNode } from 'preact';
import { CHANNELS } from '../../../domain/outbox';
import type { Today } from '../../../services/read-today';
import { DESK, orderPath } from '../../desk-paths';
import type { Language } from '../../language';
import { DataTable } from '../../parts/data-table';
import { Figure } from '../../parts/figure';
import { Time } from '../../parts/time';
import { ATTENTION } from '../../texts/attention-texts';
import { channelTexts } from '../../texts/message-texts';
import { todayTexts, type BacklogFigure } from '../../texts/today-texts';

interface WaitingSectionProps {
  readonly language: Language;
  readonly backlog: Today['backlog'];
  /** No more is counted of any kind. */
  readonly maxCounted: number;
}

/** What waits now, and what a person should look at. */
export function WaitingSection(props: WaitingSectionProps): VNode {
  const texts = todayTexts(props.language);
  return (
    <section class="card" aria-labelledby="waiting">
      <h2 id="waiting">{texts.waiting}</h2>
      <Queues {...props} />
      <div class="halves">
        <Attention {...props} />
        <DeadLetters {...props} />
      </div>
    </section>
  );
}

const numberOf = (count: number, maxCounted: number) =>
  `${count.toLocaleString('en-US')}${count >= maxCounted ? '+' : ''}`;

function Queues({
  language,
  backlog: { unsettled, cancels, oldestCancel, due },
  maxCounted,
}: WaitingSectionProps): VNode {
  const texts = todayTexts(language);
  const { requested, sent, accepted } = cancels;
  const oldest = oldestCancel && { since: oldestCancel.requestedAt, href: orderPath(oldestCancel.merchantUid) };
  const queues: readonly { name: BacklogFigure; count: number; since: Date | null; href: string | null }[] = [
    { name: 'pending', ...unsettled.pending, href: `${DESK}/orders?status=pending` },
    { name: 'ready', ...unsettled.ready, href: `${DESK}/orders?status=ready` },
    { name: 'cancels', count: requested + sent + accepted, ...(oldest ?? { since: null, href: null }) },
    { name: 'due', ...due.shop, href: `${DESK}/messages` },
  ];
  return (
    <dl class="figures">
      {queues.map(({ name, count, since, href }) => (
        <Figure
          key={name}
          label={texts.queues[name]}
          href={href}
          note={
            since && (
              <>
                {texts.oldest} <Time at={since} />
              </>
            )
          }
        >
          {numberOf(count, maxCounted)}
        </Figure>
      ))}
    </dl>
  );
}

function Attention({ language, backlog: { attention }, maxCounted }: WaitingSectionProps): VNode {
  const texts = todayTexts(language);
  const rows = [...attention.byReason].toSorted(([, a], [, b]) => b - a);
  return (
    <div>
      <h3>{texts.attention}</h3>
      {attention.since && (
        <p class="soft small">
          {texts.oldest} <Time at={attention.since} />
        </p>
      )}
      <DataTable
        caption={texts.attention}
        rows={rows}
        keyOf={([reason]) => reason}
        empty={texts.noAttention}
        columns={[
          { title: texts.reason, cell: ([reason]) => ATTENTION[language][reason].what },
          {
            title: texts.orders,
            cell: ([reason, count]) => <a href={`${DESK}/attention?reason=${reason}`}>{numberOf(count, maxCounted)}</a>,
            isNumber: true,
          },
        ]}
      />
    </div>
  );
}

function DeadLetters({ language, backlog: { dead }, maxCounted }: WaitingSectionProps): VNode {
  const texts = todayTexts(language);
  const names = channelTexts(language);
  return (
    <div>
      <h3>{texts.dead}</h3>
      <DataTable
        caption={texts.dead}
        rows={CHANNELS.filter((channel) => dead[channel].count > 0)}
        keyOf={(channel) => channel}
        empty={texts.noDead}
        columns={[
          { title: texts.carrier, cell: (channel) => names[channel] },
          {
            title: texts.messages,
            cell: (channel) => (
              <a href={`${DESK}/messages?carrier=${channel}`}>{numberOf(dead[channel].count, maxCounted)}</a>
            ),
            isNumber: true,
          },
          { title: texts.oldest, cell: (channel) => dead[channel].since && <Time at={dead[channel].since} /> },
        ]}
      />
    </div>
  );
}
