import type { ControlRoute } from '../control/control-route';
import { FAULT_KINDS, type FaultKind } from '../faults/fault';
import { html, type Markup } from '../window/html';
import type { Locale } from '../window/locale';
import { renderPage } from '../window/render-page';
import { CONSOLE_STYLES } from './console-styles';
import { type ControlExample, curlLine } from './curl-line';
import { HELP_TEXTS, type HelpTexts } from './help-texts';
import { ATTACKER_NOTES, FAULT_EXAMPLES, FORGED_WEBHOOK, RULE_NOTES } from './knob-notes';
import { SETTING_NOTES } from './setting-notes';

/** What the help page is made from. */
export interface HelpScene {
  /** `http://host:port` as the reader's browser sees it. */
  baseUrl: string;
  locale: Locale;
  routes: readonly ControlRoute[];
}

interface Row {
  name: string;
  about: string;
  call: ControlExample;
}

/**
 * Every knob with its curl line, from the tables that the control API itself is made of. Routes in one table, then
 * what can be put into the bodies of four of them.
 */
export function renderHelp({ baseUrl, locale, routes }: HelpScene): string {
  const texts = HELP_TEXTS[locale];
  const sections: [string, string, Row[]][] = [
    ['operations', texts.operations, routes.map(routeRow)],
    ['faults', texts.faults, faultRows()],
    ['rules', texts.rules, ruleRows(locale)],
    ['attacker', texts.attacker, attackerRows(locale, texts)],
    ['settings', texts.settings, settingRows(locale)],
  ];
  return renderPage({
    locale,
    title: texts.title,
    styles: CONSOLE_STYLES,
    scripts: [],
    body: html`
      <header class="top">
        <h1>${texts.title}</h1>
        <nav aria-label="${texts.contents}">
          <a href="/_console">${texts.console}</a>
          ${sections.map(([id, heading]) => html`<a href="#${id}">${heading.replace(/ \(.*\)$/, '')}</a>`)}
        </nav>
      </header>
      <main class="help">
        <p>${texts.intro}</p>
        ${pages(baseUrl, texts)} ${sections.map(([id, heading, rows]) => section(id, heading, rows, baseUrl))}
      </main>
    `,
  });
}

function pages(baseUrl: string, texts: HelpTexts): Markup {
  return html`<section id="pages">
    <h2>${texts.pages}</h2>
    <dl class="knobs">
      ${texts.addresses.map(
        ([path, about]) =>
          html`<dt><code>${baseUrl}${path}</code></dt>
            <dd>${about}</dd>`,
      )}
    </dl>
  </section>`;
}

function section(id: string, heading: string, rows: Row[], baseUrl: string): Markup {
  return html`<section id="${id}">
    <h2>${heading}</h2>
    <dl class="knobs">
      ${rows.map(
        ({ name, about, call }) =>
          html`<dt><code>${name}</code></dt>
            <dd>
              <p>${about}</p>
              <pre tabindex="0"><code>${curlLine(baseUrl, call)}</code></pre>
            </dd>`,
      )}
    </dl>
  </section>`;
}

function routeRow({ name, about, example }: ControlRoute): Row {
  return { name, about, call: { name, ...(example === undefined ? {} : { body: example }) } };
}

function faultRows(): Row[] {
  return Object.entries(FAULT_KINDS).map(([kind, about]) => {
    return { name: kind, about, call: { name: 'POST /faults', body: FAULT_EXAMPLES[kind as FaultKind] } };
  });
}

function ruleRows(locale: Locale): Row[] {
  return Object.entries(RULE_NOTES).map(([name, { about, example }]) => {
    return { name, about: about[locale], call: { name: 'POST /webhooks/rules', body: example } };
  });
}

function attackerRows(locale: Locale, texts: HelpTexts): Row[] {
  const fields = Object.entries(ATTACKER_NOTES).map(([name, { about, example }]) => {
    return { name, about: about[locale], call: { name: 'PATCH /settings', body: { attacker: example } } };
  });
  const forged = { name: 'POST /webhooks', body: FORGED_WEBHOOK };
  return [...fields, { name: 'forged webhook', about: texts.forged, call: forged }];
}

function settingRows(locale: Locale): Row[] {
  return Object.entries(SETTING_NOTES).map(([name, { about, example }]) => {
    return { name, about: about[locale], call: { name: 'PATCH /settings', body: { [name]: example } } };
  });
}
