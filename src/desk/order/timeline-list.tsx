import type { VNode } from 'preact';
import type { TimelineAnswer } from '../../http/contract/timeline-answer';
import type { Language } from '../language';
import { Time } from '../parts/time';
import { orderTexts } from '../texts/order-texts';
import { timelineTexts } from '../texts/timeline-texts';
import { timelineLines } from './timeline-lines';

interface TimelineListProps {
  readonly timeline: TimelineAnswer;
  readonly language: Language;
}

/** What happened to an order, the newest first, with personal data masked as the API masks it. */
export function TimelineList({ timeline, language }: TimelineListProps): VNode {
  const lines = timelineLines(timeline.entries, language).toReversed();
  return (
    <>
      <p class="soft">{timelineTexts(language).newestFirst}</p>
      <ol class="timeline card">
        {lines.map(({ at, what, details }, index) => {
          const shown = [...new Set(details)].filter(Boolean).join(' · ');
          return (
            <li key={index}>
              <Time at={new Date(at)} />
              <div>
                <p>{what}</p>
                {shown !== '' && <p class="soft">{shown}</p>}
              </div>
            </li>
          );
        })}
      </ol>
      {!timeline.is_whole && <p class="soft">{orderTexts(language).notWhole}</p>}
    </>
  );
}
