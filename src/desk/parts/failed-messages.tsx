import type { VNode } from 'preact';
import { CHANNELS, triesOf, type Channel } from '../../domain/outbox';
import type { DeadLetterCounts, Letter } from '../../services/list-dead-letters';
import { DESK, orderPath } from '../desk-paths';
import type { PageContext } from '../page-context';
import { channelTexts, messageText } from '../texts/message-texts';
import { messagesPageTexts } from '../texts/messages-page-texts';
import { Age } from './age';
import { DataTable, type Column } from './data-table';
import { Form } from './form';

interface CarriersProps {
  readonly context: PageContext;
  readonly counts: DeadLetterCounts;
  readonly now: Date;
}

/** How many messages of each carrier have failed, and the button that sends all of them again. */
export function FailedCarriers({ context, counts: { byCarrier, isComplete }, now }: CarriersProps): VNode {
  const { language, scopes } = context;
  const texts = messagesPageTexts(language);
  const nameOf = channelTexts(language);
  const rows = CHANNELS.filter((carrier) => byCarrier[carrier].count > 0);
  const countText = (count: number) => {
    const number = count.toLocaleString('en-US');
    return isComplete ? number : texts.atLeast(number);
  };
  const columns: Column<Channel>[] = [
    {
      title: texts.carrier,
      cell: (carrier) => <a href={`${DESK}/messages?carrier=${carrier}`}>{nameOf[carrier]}</a>,
    },
    { title: texts.count, isNumber: true, cell: (carrier) => countText(byCarrier[carrier].count) },
    {
      title: texts.oldest,
      cell: (carrier) => {
        const { since } = byCarrier[carrier];
        return since && <Age at={since} now={now} language={language} />;
      },
    },
  ];
  const replayAll: Column<Channel> = {
    title: texts.action,
    cell: (carrier) => (
      <Form context={context} action={`${DESK}/messages/replay-all`} requestId={`${context.requestId}-${carrier}`}>
        <input type="hidden" name="carrier" value={carrier} />
        <button class="button" aria-label={texts.replayAllOf(nameOf[carrier])}>
          {texts.replayAll}
        </button>
      </Form>
    ),
  };
  return (
    <DataTable
      caption={texts.failed}
      columns={scopes.includes('operate') ? [...columns, replayAll] : columns}
      rows={rows}
      keyOf={(carrier) => carrier}
      empty={texts.noneFailed}
    />
  );
}

interface LettersProps {
  readonly context: PageContext;
  readonly letters: readonly Letter[];
  readonly empty: string;
  readonly caption: string;
  readonly now: Date;
}

/** Failed messages one by one. Their texts and receivers are not shown: they hold data of buyers. */
export function FailedLetters({ context, letters, empty, caption, now }: LettersProps): VNode {
  const { language, scopes } = context;
  const texts = messagesPageTexts(language);
  const columns: Column<Letter>[] = [
    { title: texts.message, cell: ({ entry }) => messageText(entry, language) },
    { title: texts.order, cell: ({ merchantUid }) => <a href={orderPath(merchantUid)}>{merchantUid}</a> },
    {
      title: texts.since,
      cell: ({ entry: { deadAt } }) => deadAt && <Age at={deadAt} now={now} language={language} />,
    },
    { title: texts.tries, isNumber: true, cell: ({ entry }) => triesOf(entry) },
    { title: texts.lastError, cell: ({ entry }) => <code>{entry.lastError ?? '–'}</code> },
  ];
  const replay: Column<Letter> = {
    title: texts.action,
    cell: ({ merchantUid, entry }) => (
      <Form context={context} action={`${DESK}/messages/replay`}>
        <input type="hidden" name="id" value={entry.id} />
        <button class="button quiet" aria-label={texts.replayOf(messageText(entry, language), merchantUid)}>
          {texts.replay}
        </button>
      </Form>
    ),
  };
  return (
    <DataTable
      caption={caption}
      columns={scopes.includes('operate') ? [...columns, replay] : columns}
      rows={letters}
      keyOf={({ entry }) => entry.id}
      empty={empty}
    />
  );
}
