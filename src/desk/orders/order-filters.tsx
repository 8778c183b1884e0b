import type { VNode } from 'preact';
import { ORDER_TRANSITIONS, type OrderState } from '../../domain/order-state';
import type { Language } from '../language';
import { ordersTexts, type OrdersField } from '../texts/orders-texts';
import { stateTexts } from '../texts/state-texts';

type TextField = Exclude<OrdersField, 'status' | 'needs_attention' | 'limit' | 'after'>;

/** What was asked for, as the form shows it again; nothing of it has been checked. */
export interface AskedOrders {
  readonly texts: Readonly<Partial<Record<TextField, string>>>;
  readonly states: readonly string[];
  readonly needsAttention: boolean;
}

interface OrderFiltersProps {
  readonly action: string;
  readonly asked: AskedOrders;
  readonly wrong: readonly OrdersField[];
  readonly language: Language;
}

const STATES = Object.keys(ORDER_TRANSITIONS) as OrderState[];
const DAYS = ['created_from', 'created_to', 'paid_from', 'paid_to'] as const;

/** The filters of the list, as a form that only asks: its address can be kept and passed on. */
export function OrderFilters({ action, asked, wrong, language }: OrderFiltersProps): VNode {
  const texts = ordersTexts(language);
  const shared = { asked, wrong, language };
  const hasDays = DAYS.some((name) => Boolean(asked.texts[name]) || wrong.includes(name));
  return (
    <search>
      <form class="card filters" action={action}>
        {wrong.includes('after') && (
          <p class="notice bad" role="alert">
            {texts.problems.after}
          </p>
        )}
        <FilterInput {...shared} name="merchant_uid_prefix" />
        <FilterInput {...shared} name="imp_uid" />
        <FilterInput {...shared} name="customer_id" />
        <fieldset class="wide">
          <legend>{texts.fields.status}</legend>
          <div class="choices">
            {STATES.map((state) => (
              <label key={state} class="choice" for={`status-${state}`}>
                <input
                  type="checkbox"
                  id={`status-${state}`}
                  name="status"
                  value={state}
                  checked={asked.states.includes(state)}
                />{' '}
                {stateTexts(language)[state]}
              </label>
            ))}
          </div>
        </fieldset>
        <label class="choice wide" for="needs_attention">
          <input
            type="checkbox"
            id="needs_attention"
            name="needs_attention"
            value="true"
            checked={asked.needsAttention}
          />{' '}
          {texts.fields.needs_attention}
        </label>
        <details class="wide" open={hasDays}>
          <summary>{texts.periods}</summary>
          <div class="filters">
            {DAYS.map((name) => (
              <FilterInput key={name} {...shared} name={name} />
            ))}
          </div>
        </details>
        <p class="actions wide">
          <button class="button">{texts.search}</button>
          <a class="button quiet" href={action}>
            {texts.clear}
          </a>
        </p>
      </form>
    </search>
  );
}

type FilterInputProps = Pick<OrderFiltersProps, 'asked' | 'wrong' | 'language'> & { readonly name: TextField };

function FilterInput({ name, asked, wrong, language }: FilterInputProps): VNode {
  const texts = ordersTexts(language);
  const value = asked.texts[name] ?? '';
  const isWrong = wrong.includes(name);
  const hint = name === 'imp_uid' || name === 'merchant_uid_prefix' ? texts.hints[name] : undefined;
  const described = [isWrong && `${name}-problem`, hint !== undefined && `${name}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={name}>{texts.fields[name]}</label>
      {isWrong && (
        <p class="problem" id={`${name}-problem`}>
          {texts.problems[name]}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={isDay(name, value) ? 'date' : 'text'}
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={described === '' ? undefined : described}
      />
      {hint !== undefined && (
        <p class="soft" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A moment with its time, which a link may hold, is no day, and a browser would show nothing of it. */
function isDay(name: TextField, value: string): boolean {
  return DAYS.some((day) => day === name) && (value === '' || /^\d{4}-\d\d-\d\d$/.test(value));
}
