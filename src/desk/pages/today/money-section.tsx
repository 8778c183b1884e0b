import type { VNode } from 'preact';
import type { CurrencyDay, Moved } from '../../../domain/day-figures';
import type { Day } from '../../../services/read-day';
import { DESK, orderPath } from '../../desk-paths';
import type { Language } from '../../language';
import { DataTable } from '../../parts/data-table';
import { Figure } from '../../parts/figure';
import { Money, moneyText } from '../../parts/money';
import { Time } from '../../parts/time';
import { todayTexts } from '../../texts/today-texts';
import { HourChart } from './hour-chart';

interface MoneySectionProps {
  readonly language: Language;
  /** The day as `2026-11-30`. */
  readonly dayName: string;
  readonly day: Day;
}

/** What was paid and refunded, each currency apart. */
export function MoneySection({ language, dayName, day }: MoneySectionProps): VNode {
  const texts = todayTexts(language);
  return (
    <section class="card" aria-labelledby="money">
      <h2 id="money">{texts.money(dayName)}</h2>
      {!day.hasAllMoney && <p class="notice wait">{texts.partOfMoney}</p>}
      {day.money.length === 0 && <p class="soft">{texts.nothingMoved}</p>}
      {day.money.map((currency) => (
        <Currency key={currency.currency} language={language} dayName={dayName} figures={currency} />
      ))}
      {day.refunds.length > 0 && <Refunds language={language} dayName={dayName} day={day} />}
    </section>
  );
}

function Refunds({ language, dayName, day: { refunds, hasAllRefunds } }: MoneySectionProps): VNode {
  const texts = todayTexts(language);
  const rows = refunds.map((refund, index) => ({ ...refund, key: String(index) }));
  return (
    <section id="refunds" aria-labelledby="refunds-title" tabIndex={-1}>
      <h3 id="refunds-title">{texts.refundsOf(dayName)}</h3>
      {!hasAllRefunds && <p class="soft small">{texts.newestRefunds(refunds.length)}</p>}
      <DataTable
        caption={texts.refundsOf(dayName)}
        rows={rows}
        keyOf={({ key }) => key}
        empty=""
        columns={[
          { title: texts.time, cell: ({ at }) => <Time at={at} /> },
          {
            title: texts.order,
            cell: ({ merchantUid }) => <a href={orderPath(merchantUid)}>{merchantUid}</a>,
          },
          {
            title: texts.amount,
            cell: ({ amount, currency }) => <Money amount={amount} currency={currency} language={language} />,
            isNumber: true,
          },
        ]}
      />
    </section>
  );
}

interface CurrencyProps {
  readonly language: Language;
  readonly dayName: string;
  readonly figures: CurrencyDay;
}

function Currency({ language, dayName, figures }: CurrencyProps): VNode {
  const texts = todayTexts(language);
  const { currency, paid, refunded, unsettled, withoutAmount } = figures;
  const paidList = `${DESK}/orders?paid_from=${dayName}&paid_to=${dayName}`;
  return (
    <>
      <dl class="figures">
        <Figure label={texts.paid} href={paidList} note={texts.counted.paid(paid.count)}>
          <Money amount={paid.amount} currency={currency} language={language} />
        </Figure>
        <Figure
          label={texts.refunded}
          href={refunded.count === 0 ? null : '#refunds'}
          note={texts.counted.refunded(refunded.count)}
        >
          <Money amount={refunded.amount} currency={currency} language={language} />
        </Figure>
        {unsettled.count > 0 && (
          <Figure label={texts.unsettled} href={`${DESK}/attention`} note={texts.counted.paid(unsettled.count)}>
            <Money amount={unsettled.amount} currency={currency} language={language} />
          </Figure>
        )}
      </dl>
      {unsettled.count > 0 && <p class="soft small">{texts.unsettledNote}</p>}
      {withoutAmount > 0 && <p class="notice bad">{texts.withoutAmount(withoutAmount)}</p>}
      <HourChart language={language} figures={figures} />
      <details>
        <summary>{texts.asTable}</summary>
        <HourTable language={language} figures={figures} />
      </details>
    </>
  );
}

function HourTable({ language, figures: { currency, hours } }: Omit<CurrencyProps, 'dayName'>): VNode {
  const texts = todayTexts(language);
  const moneyOf = (of: keyof Moved) => (row: Moved) =>
    `${moneyText({ amount: row[of].amount, currency, language })} (${texts.counted[of](row[of].count)})`;
  const rows = hours.map((moved, hour) => ({ ...moved, hour }));
  return (
    <DataTable
      caption={texts.chart(currency)}
      rows={rows.filter(({ paid, refunded }) => paid.count + refunded.count > 0)}
      keyOf={({ hour }) => String(hour)}
      empty={texts.nothingMoved}
      columns={[
        { title: texts.hour, cell: ({ hour }) => texts.hourOf(hour) },
        { title: texts.paid, cell: moneyOf('paid'), isNumber: true },
        { title: texts.refunded, cell: moneyOf('refunded'), isNumber: true },
      ]}
    />
  );
}
