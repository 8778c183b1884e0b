import type { VNode } from 'preact';
import { DESK } from '../desk-paths';
import type { Language } from '../language';
import { Field } from '../parts/field';
import { Section } from '../parts/section';
import { ordersTexts } from '../texts/orders-texts';

/** Downloads of a day or a month, for a key that may operate. */
export function CsvForm({ language }: { readonly language: Language }): VNode {
  const texts = ordersTexts(language);
  return (
    <Section id="csv" title={texts.csv}>
      <p class="soft">{texts.csvLead}</p>
      <Download language={language}>
        <Field for="day" label={texts.day}>
          <input id="day" name="day" type="date" required />
        </Field>
      </Download>
      <Download language={language}>
        <Field for="month" label={texts.month}>
          <input id="month" name="month" type="month" required pattern="[0-9]{4}-(0[1-9]|1[0-2])" />
        </Field>
      </Download>
    </Section>
  );
}

function Download({ language, children }: { readonly language: Language; readonly children: VNode }): VNode {
  const texts = ordersTexts(language);
  return (
    <form class="card filters" action={`${DESK}/exports/payments.csv`}>
      {children}
      <p class="actions wide">
        <button class="button quiet">{texts.payments}</button>
        <button class="button quiet" formAction={`${DESK}/exports/cancels.csv`}>
          {texts.cancels}
        </button>
      </p>
    </form>
  );
}
