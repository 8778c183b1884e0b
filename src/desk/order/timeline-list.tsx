import type { VNode } from 'preact';
import type { Timeline } from '../../domain/timeline';
import { toTimelineAnswer } from '../../http/to-timeline-answer';
import type { Language } from '../language';
import { Time } from '../parts/time';
import { orderTexts } from '../texts/order-texts';
import { timelineTexts } from '../texts/timeline-texts';
import { timelineLine } from './timeline-line';

interface TimelineListProps {
  readonly timeline: Timeline;
  readonly language: Language;
}

/** What happened to an order, the newest first, with personal data masked as the API masks it. */
export function TimelineList({ timeline, language }: TimelineListProps): VNode {
  const { entries, is_whole: isWhole } = toTimelineAnswer(timeline);
  return (
    <>
      <p class="soft">{timelineTexts(language).newestFirst}</p>
      <ol class="timeline card">
        {entries.toReversed().map((entry, index) => {
          const { what, details } = timelineLine(entry, language);
          const shown = details.filter(Boolean).join(' · ');
          return (
            <li key={index}>
              <Time at={new Date(entry.at)} />
              <div>
                <p>{what}</p>
                {shown !== '' && <p class="soft">{shown}</p>}
              </div>
            </li>
          );
        })}
      </ol>
      {!isWhole && <p class="soft">{orderTexts(language).notWhole}</p>}
    </>
  );
}
