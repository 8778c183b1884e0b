import { BANKS } from '../payments/banks';
import { html, type Markup } from './html';
import type { Locale } from './locale';
import { methodOf, PAY_METHODS, type PayMethod, WALLETS } from './pay-methods';
import type { WindowTexts } from './window-texts';

const DEFAULT_BANK = '004';

/** The ways to pay, the one of `request_pay` chosen; bank and wallet stand under the method they belong to. */
export function renderMethods(payMethod: string, locale: Locale, texts: WindowTexts): Markup {
  const first = methodOf(payMethod);
  const extras: Partial<Record<PayMethod['id'], Markup>> = {
    vbank: select('vbank', 'vbank-bank', texts.bank, Object.entries(BANKS), DEFAULT_BANK),
    easy: select('easy', 'wallet', texts.wallet, inLocale(locale), first.wallet),
  };
  return html`<fieldset class="methods">
    <legend>${texts.methods}</legend>
    ${PAY_METHODS.map(
      ({ id, label, hint }) =>
        html`<div class="method">
          <label for="method-${id}">
            <input
              type="radio"
              id="method-${id}"
              name="method"
              value="${id}"
              aria-describedby="hint-${id}"
              aria-label="${label[locale]}"
              ${first.method === id && 'checked'}
            />
            <span class="name">${label[locale]}</span>
            <span class="hint" id="hint-${id}">${hint[locale]}</span>
          </label>
          ${extras[id]}
        </div>`,
    )}
  </fieldset>`;
}

function select(method: string, id: string, label: string, entries: [string, string][], chosen: string): Markup {
  return html`<div class="extra" data-for="${method}">
    <label for="${id}">${label}</label>
    <select id="${id}">
      ${entries.map(
        ([value, text]) => html`<option value="${value}" ${value === chosen && 'selected'}>${text}</option>`,
      )}
    </select>
  </div>`;
}

function inLocale(locale: Locale): [string, string][] {
  return Object.entries(WALLETS).map(([id, label]) => [id, label[locale]]);
}
