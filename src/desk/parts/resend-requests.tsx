import type { VNode } from 'preact';
import type { ResendProgress } from '../../domain/plan-resend';
import { DESK } from '../desk-paths';
import type { PageContext } from '../page-context';
import { channelTexts } from '../texts/message-texts';
import { messagesPageTexts } from '../texts/messages-page-texts';
import { DataTable, type Column } from './data-table';
import { Time, timeText } from './time';

interface ResendRequestsProps {
  readonly context: PageContext;
  /** The newest first. */
  readonly requests: readonly ResendProgress[];
}

/** Requests for many messages, and how far each has come. */
export function ResendRequests({ context: { language }, requests }: ResendRequestsProps): VNode {
  const texts = messagesPageTexts(language);
  const nameOf = channelTexts(language);
  const columns: Column<ResendProgress>[] = [
    {
      title: texts.request,
      cell: ({ replay, from, to }) =>
        replay === undefined
          ? texts.resendRequest(timeText(from), timeText(to))
          : texts.replayRequest(nameOf[replay.carrier]),
    },
    { title: texts.askedAt, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
    { title: texts.progress, isNumber: true, cell: ({ messages, orders }) => texts.sent(messages, orders) },
    {
      title: texts.state,
      cell: ({ endedAt }) =>
        endedAt === null ? (
          <span class="label wait">{texts.underWay}</span>
        ) : (
          <span>
            <span class="label good">{texts.ended}</span> <Time at={endedAt} />
          </span>
        ),
    },
  ];
  const isUnderWay = requests.some(({ endedAt }) => endedAt === null);
  return (
    <>
      <p class="soft">{texts.requestsLead}</p>
      <DataTable
        caption={texts.requests}
        columns={columns}
        rows={requests}
        keyOf={({ requestId }) => requestId}
        empty={texts.noRequests}
      />
      {isUnderWay && (
        <p>
          <a class="button quiet" href={`${DESK}/messages#requests`}>
            {texts.refresh}
          </a>
        </p>
      )}
    </>
  );
}
