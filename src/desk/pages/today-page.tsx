import type { VNode } from 'preact';
import { endOfKoreanDay, koreanDayOf, startOfKoreanDay } from '../../lib/korean-date';
import type { Today } from '../../services/read-today';
import { DESK } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { Field } from '../parts/field';
import { timeText } from '../parts/time';
import { todayTexts } from '../texts/today-texts';
import { InstanceSection } from './today/instance-section';
import { MoneySection } from './today/money-section';
import { RatesSection } from './today/rates-section';
import { WaitingSection } from './today/waiting-section';

interface TodayPageProps {
  readonly context: PageContext;
  /** The day that is shown, and the day that it is: Korean days. */
  readonly day: string;
  readonly today: string;
  readonly figures: Today;
}

/** The figures of a day, and what waits now. */
export function TodayPage({ context, day, today, figures }: TodayPageProps): VNode {
  const { language } = context;
  const texts = todayTexts(language);
  return (
    <Page context={context} title={texts.title}>
      <DayChoice language={language} day={day} today={today} />
      <p class="soft small">{texts.asOf(timeText(figures.readAt))}</p>
      <MoneySection language={language} dayName={day} day={figures.day} />
      <WaitingSection language={language} backlog={figures.backlog} maxCounted={figures.maxCounted} />
      <RatesSection language={language} dayName={day} day={figures.day} />
      <InstanceSection language={language} health={figures.health} />
    </Page>
  );
}

type DayChoiceProps = Pick<TodayPageProps, 'day' | 'today'> & Pick<PageContext, 'language'>;

function DayChoice({ language, day, today }: DayChoiceProps): VNode {
  const texts = todayTexts(language);
  const [start, end] = [startOfKoreanDay(day), endOfKoreanDay(day)];
  const before = start && koreanDayOf(new Date(start.getTime() - 1));
  const after = end && koreanDayOf(end);
  return (
    <form class="day" action={DESK}>
      <Field for="day" label={texts.day}>
        <input id="day" name="day" type="date" value={day} max={today} />
      </Field>
      <button class="button quiet">{texts.show}</button>
      <a class="button quiet" href={`${DESK}?day=${before}`}>
        {texts.dayBefore}
      </a>
      {day < today && (
        <a class="button quiet" href={`${DESK}?day=${after}`}>
          {texts.dayAfter}
        </a>
      )}
      {day !== today && (
        <a class="button quiet" href={DESK}>
          {texts.toToday}
        </a>
      )}
    </form>
  );
}
