import type { VNode } from 'preact';
import type { SuccessRate } from '../../../domain/success-rates';
import type { Day } from '../../../services/read-day';
import { DESK } from '../../desk-paths';
import type { Language } from '../../language';
import { DataTable } from '../../parts/data-table';
import { methodText, pgText } from '../../texts/payment-texts';
import { todayTexts } from '../../texts/today-texts';

interface RatesSectionProps {
  readonly language: Language;
  readonly dayName: string;
  readonly day: Day;
}

/** How the payments of the day ended, by method and PG. */
export function RatesSection({ language, dayName, day }: RatesSectionProps): VNode {
  const texts = todayTexts(language);
  const list = `${DESK}/orders?created_from=${dayName}&created_to=${dayName}`;
  return (
    <section class="card" aria-labelledby="rates">
      <h2 id="rates">{texts.rates}</h2>
      <p class="soft small">{texts.ratesNote}</p>
      {!day.hasAllRates && <p class="notice wait">{texts.partOfRates}</p>}
      <DataTable
        caption={texts.rates}
        rows={day.rates}
        keyOf={({ method, pg }) => JSON.stringify([method, pg])}
        empty={texts.noRates}
        columns={[
          { title: texts.method, cell: ({ method }) => methodText(method, language) ?? texts.unknown },
          { title: texts.pg, cell: ({ pg }) => pgText(pg, language) ?? texts.unknown },
          { title: texts.paidCount, cell: ({ paid }) => paid.toLocaleString('en-US'), isNumber: true },
          { title: texts.failedCount, cell: ({ failed }) => failed.toLocaleString('en-US'), isNumber: true },
          { title: texts.rate, cell: (rate) => <a href={list}>{percentOf(rate)}</a>, isNumber: true },
        ]}
      />
    </section>
  );
}

/** Never 100% or 0% for a part. */
function percentOf({ paid, failed }: SuccessRate): string {
  const percent = (100 * paid) / (paid + failed);
  if (paid > 0 && failed > 0) return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)}%`;
  return `${percent}%`;
}
