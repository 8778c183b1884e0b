import { ROUTE_NAMES } from '../api/route-names';
import type { Channel } from '../channels';
import { FAULT_KINDS } from '../faults/fault';
import { html, type Markup } from '../window/html';
import type { Locale } from '../window/locale';
import type { ConsoleTexts } from './korean-texts';
import { checkbox, choice, field } from './form-parts';
import { ATTACKER_NOTES, FORGED_WEBHOOK, RULE_NOTES } from './knob-notes';
import { settingFields } from './setting-fields';
import { SETTING_NOTES } from './setting-notes';

const FORMATS = ['json', 'form'];
const STATUSES = ['ready', 'paid', 'failed', 'cancelled'];

/** The form that sets a fault; its kinds and operations are those of the control API. */
export function faultForm(texts: ConsoleTexts): Markup {
  const routes = ROUTE_NAMES.map((name) => [name, name] as const);
  const whens = [
    ['', texts.before],
    ['after', texts.after],
  ] as const;
  return html`<form id="fault-form" class="grid" novalidate>
    ${kindChoice(texts)}
    ${choice({ id: 'fault-route', name: 'route', label: texts.route }, [['', texts.everyRoute], ...routes])}
    ${field({ id: 'fault-status', name: 'status', label: texts.httpStatus, type: 'number', list: 'http-statuses' })}
    ${field({ id: 'fault-delayMs', name: 'delayMs', label: texts.delayMs, type: 'number' })}
    ${field({ id: 'fault-message', name: 'message', label: texts.message })}
    ${choice({ id: 'fault-when', name: 'when', label: texts.when }, whens)} ${scopeFields('fault', texts)}
    <datalist id="http-statuses">
      ${[401, 404, 429, 500, 502, 503, 504].map((it) => html`<option value="${it}"></option>`)}
    </datalist>
    <button class="primary" id="fault-set-button" type="submit">${texts.addFault}</button>
  </form>`;
}

/** The kinds of fault; what the chosen one does stands below it (the console's script copies it there). */
function kindChoice(texts: ConsoleTexts): Markup {
  const kinds = Object.entries(FAULT_KINDS);
  return html`<div class="field">
    <label for="fault-kind">${texts.kind}</label>
    <select id="fault-kind" name="kind" aria-describedby="fault-kind-about">
      ${kinds.map(([kind, about]) => html`<option value="${kind}" data-about="${about}">${kind}</option>`)}
    </select>
    <p class="hint" id="fault-kind-about">${kinds[0]?.[1]}</p>
  </div>`;
}

/** The form that sets a webhook rule: one field for each effect. */
export function ruleForm(texts: ConsoleTexts, locale: Locale): Markup {
  const unchanged = ['', texts.unchanged] as const;
  const effects = Object.entries(RULE_NOTES).map(([name, { label, about }]) => {
    const it = { id: `rule-${name}`, name, label: label[locale], hint: about[locale] };
    if (name === 'drop') return checkbox(it);
    if (name === 'format') return choice(it, [unchanged, ...FORMATS.map((format) => [format, format] as const)]);
    if (name === 'status') return field({ ...it, list: 'statuses' });
    return field({ ...it, type: 'number' });
  });
  return html`<form id="rule-form" class="grid" novalidate>
    ${effects} ${scopeFields('rule', texts)}
    <datalist id="statuses">${STATUSES.map((it) => html`<option value="${it}"></option>`)}</datalist>
    <button class="primary" id="rule-set-button" type="submit">${texts.addRule}</button>
  </form>`;
}

/** The form of the manipulated browser: one field for each thing it can change. */
export function attackerForm(texts: ConsoleTexts, locale: Locale, channels: readonly Channel[]): Markup {
  const keys = channels.map(({ channelKey, pgProvider, sandbox }) => {
    return [channelKey, `${channelKey} (${pgProvider}, ${sandbox ? texts.test : texts.live})`] as const;
  });
  const fields = Object.entries(ATTACKER_NOTES).map(([name, { label, about }]) => {
    const it = { id: `attacker-${name}`, name, label: label[locale], hint: about[locale] };
    if (name === 'channelKey') return choice(it, [['', texts.unchanged], ...keys]);
    if (name === 'returnImpUid') return field({ ...it, list: 'imp-uids' });
    return field({ ...it, ...(name === 'payAmount' && { type: 'number' as const }) });
  });
  return html`<form id="attacker-form" class="grid" novalidate>
    ${fields}
    <p class="buttons">
      <button class="primary" id="attacker-apply-button" type="submit">${texts.apply}</button>
      <button id="attacker-stop-button" type="button">${texts.stop}</button>
    </p>
  </form>`;
}

/** The form that sends a forged webhook. */
export function forgeForm(texts: ConsoleTexts): Markup {
  return html`<form id="forge-form" class="grid" novalidate>
    ${field({ id: 'forge-imp_uid', name: 'imp_uid', label: 'imp_uid', value: FORGED_WEBHOOK.imp_uid, list: 'imp-uids' })}
    ${field({ id: 'forge-merchant_uid', name: 'merchant_uid', label: 'merchant_uid' })}
    ${field({ id: 'forge-status', name: 'status', label: texts.status, value: 'paid', list: 'statuses' })}
    ${field({ id: 'forge-url', name: 'url', label: texts.url, type: 'url' })}
    <button class="primary" id="forge-send-button" type="submit">${texts.send}</button>
  </form>`;
}

/** The form of the settings, as their schema has them. */
export function settingsForm(texts: ConsoleTexts, locale: Locale): Markup {
  const fields = settingFields().map((setting) => {
    const { label, about } = SETTING_NOTES[setting.name];
    const it = { id: `setting-${setting.name}`, name: setting.name, label: label[locale], hint: about[locale] };
    if (setting.kind === 'choice')
      return choice(
        it,
        setting.options.map((option) => [option, option] as const),
      );
    if (setting.kind === 'flag') return checkbox(it);
    return setting.kind === 'number' ? field({ ...it, type: 'number' }) : null;
  });
  return html`<form id="settings-form" class="grid" novalidate>
    ${field({ id: 'setting-webhookUrl-live', name: 'webhookUrl.live', label: texts.webhookUrlLive, type: 'url' })}
    ${field({ id: 'setting-webhookUrl-test', name: 'webhookUrl.test', label: texts.webhookUrlTest, type: 'url' })}
    ${fields}
    <button class="primary" id="settings-save-button" type="submit">${texts.save}</button>
  </form>`;
}

function scopeFields(prefix: string, texts: ConsoleTexts): Markup {
  return html`${field({ id: `${prefix}-impUid`, name: 'impUid', label: texts.impUid, list: 'imp-uids' })}
  ${field({ id: `${prefix}-merchantUid`, name: 'merchantUid', label: texts.merchantUid })}
  ${field({ id: `${prefix}-times`, name: 'times', label: texts.times, type: 'number' })}`;
}
