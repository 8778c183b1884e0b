import type { VNode } from 'preact';
import type { CurrencyDay, Moved } from '../../../domain/day-figures';
import type { Amount } from '../../../domain/money';
import type { Language } from '../../language';
import { moneyText } from '../../parts/money';
import { todayTexts } from '../../texts/today-texts';

interface HourChartProps {
  readonly language: Language;
  readonly figures: CurrencyDay;
}

/** The width of an hour, of a bar in it, and the height of the chart, in units of its own. */
const HOUR = 10;
const BAR = 3.6;
const HEIGHT = 100;
/** The hours that are named below the bars. */
const NAMED = [0, 6, 12, 18];

/** Bars of what was paid and refunded by hour. The bars stretch with the window; the words beside them keep their size. */
export function HourChart({ language, figures: { currency, hours } }: HourChartProps): VNode {
  const texts = todayTexts(language);
  const highest = Math.max(...hours.flatMap(({ paid, refunded }) => [paid.amount, refunded.amount]));
  const textOf = (amount: number) => moneyText({ amount: amount as Amount, currency, language });
  return (
    <figure class="chart">
      <p class="legend" aria-hidden="true">
        <span class="swatch paid" />
        {texts.paid}
        <span class="swatch refunded" />
        {texts.refunded}
        <span class="soft">{texts.highest(textOf(highest))}</span>
      </p>
      <svg
        viewBox={`0 0 ${hours.length * HOUR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.chart(currency)}
      >
        <path class="grid" d={`M0 ${HEIGHT / 2}H${hours.length * HOUR}M0 .5H${hours.length * HOUR}`} />
        {hours.map((moved, hour) => (
          <g key={hour}>
            <title>
              {`${texts.hourOf(hour)}: ${texts.paid} ${textOf(moved.paid.amount)}, ${texts.refunded} ${textOf(moved.refunded.amount)}`}
            </title>
            <Bar of="paid" moved={moved} x={hour * HOUR + 1} highest={highest} />
            <Bar of="refunded" moved={moved} x={hour * HOUR + 5.4} highest={highest} />
          </g>
        ))}
      </svg>
      <p class="hours soft small" aria-hidden="true">
        {NAMED.map((hour) => (
          <span key={hour}>{texts.hourOf(hour)}</span>
        ))}
      </p>
    </figure>
  );
}

interface BarProps {
  readonly of: keyof Moved;
  readonly moved: Moved;
  readonly x: number;
  readonly highest: number;
}

function Bar({ of, moved, x, highest }: BarProps): VNode | null {
  const { amount } = moved[of];
  if (amount === 0) return null;
  // The smallest bar can still be seen.
  const height = Math.max(1.5, (amount / highest) * HEIGHT);
  return <rect class={of} x={x} y={(HEIGHT - height).toFixed(2)} width={BAR} height={height.toFixed(2)} />;
}
