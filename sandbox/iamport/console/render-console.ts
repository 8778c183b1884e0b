import { html, type Markup } from '../window/html';
import type { Locale } from '../window/locale';
import { renderPage } from '../window/render-page';
import type { SandboxDoors } from '../sandbox';
import { CONSOLE_STYLES } from './console-styles';
import { CONSOLE_TEXTS } from './console-texts';
import type { ConsoleTexts } from './korean-texts';
import { choice, field } from './form-parts';
import { attackerForm, faultForm, forgeForm, ruleForm, settingsForm } from './render-desk';

/** What the console shows at its start; everything else its scripts read from the control API. */
export interface ConsoleScene {
  locale: Locale;
  keys: Pick<SandboxDoors, 'impKey' | 'impSecret' | 'merchantCode'>;
  channels: ReturnType<SandboxDoors['channels']['all']>;
  baseUrl: string;
}

const TABS = ['payments', 'webhooks', 'faults', 'rules', 'attacker', 'settings', 'calls'] as const;
const STATUSES = ['ready', 'paid', 'failed', 'cancelled'] as const;

/** The console. The ids of its controls are listed in README.md of the window's folder; they are promises. */
export function renderConsole(scene: ConsoleScene): string {
  const { locale } = scene;
  const texts = CONSOLE_TEXTS[locale];
  return renderPage({
    locale,
    title: texts.title,
    styles: CONSOLE_STYLES,
    scripts: ['/_console/assets/console.js'],
    data: { texts: JSON.stringify(texts), locale },
    body: html`
      <header class="top">
        <h1>${texts.title}</h1>
        <nav aria-label="${texts.title}" id="tabs">
          ${TABS.map((tab) => html`<a href="#${tab}" id="tab-${tab}">${texts[tab]}</a>`)}
        </nav>
        <p class="links">
          <a href="/_help">${texts.help}</a> <a href="/guide/sample.html">${texts.sample}</a>
          <button id="reset-button" type="button">${texts.reset}</button>
        </p>
      </header>
      <noscript
        ><p class="notice">${texts.noscript} <a href="/_help">/_help</a></p></noscript
      >
      <main>${TABS.map((tab) => panel(tab, texts[tab], content(tab, texts, scene)))}</main>
      <datalist id="imp-uids"></datalist>
      <p id="console-status" role="status" aria-live="polite"></p>
    `,
  });
}

function panel(id: string, heading: string, inner: Markup): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading" hidden>
    <h2 id="${id}-heading">${heading}</h2>
    ${inner}
  </section>`;
}

function content(tab: (typeof TABS)[number], texts: ConsoleTexts, scene: ConsoleScene): Markup {
  const { locale } = scene;
  switch (tab) {
    case 'payments':
      return paymentsPanel(texts);
    case 'webhooks':
      return html`${buttons([
        ['test-live-button', texts.testPayloadLive],
        ['test-test-button', texts.testPayloadTest],
        ['log-clear-button', texts.clearLog],
      ])}
      ${list('webhook-list')}`;
    case 'faults':
      return html`${faultForm(texts)}
        <h3>${texts.active}</h3>
        ${buttons([
          ['fault-release-button', texts.release],
          ['fault-clear-button', texts.clear],
        ])}
        <p>${texts.held}: <strong id="fault-held">0</strong></p>
        ${list('fault-list')}`;
    case 'rules':
      return html`<label class="toggle" for="webhook-first-toggle">
          <input id="webhook-first-toggle" type="checkbox" /> ${texts.webhookFirst}
        </label>
        ${ruleForm(texts, locale)}
        <h3>${texts.active}</h3>
        ${buttons([
          ['rule-release-button', texts.releaseRule],
          ['rule-clear-button', texts.clear],
        ])}
        ${list('rule-list')}`;
    case 'attacker':
      return html`<p class="hint">${texts.attackerHint}</p>
        ${attackerForm(texts, locale, scene.channels)}
        <h3>${texts.forge}</h3>
        <p class="hint">${texts.forgeHint}</p>
        ${forgeForm(texts)}`;
    case 'settings':
      return html`${keysList(texts, scene)} ${settingsForm(texts, locale)}`;
    case 'calls':
      return list('call-list');
  }
}

function paymentsPanel(texts: ConsoleTexts): Markup {
  const all = ['', texts.all] as const;
  return html`<form id="payment-filter" class="filter" role="search">
      ${field({ id: 'filter-text', name: 'text', label: texts.search })}
      ${choice({ id: 'filter-status', name: 'status', label: texts.status }, [
        all,
        ...STATUSES.map((it) => [it, it] as const),
      ])}
      ${choice({ id: 'filter-method', name: 'method', label: texts.method }, [all])}
      ${choice({ id: 'filter-channel', name: 'channel', label: texts.channel }, [
        all,
        ['live', texts.live],
        ['test', texts.test],
      ])}
    </form>
    ${list('payment-list')}
    <dialog id="payment-detail" aria-labelledby="detail-title"></dialog>
    <h3>${texts.windows}</h3>
    ${list('window-list')}`;
}

function keysList(texts: ConsoleTexts, { keys, baseUrl, channels }: ConsoleScene): Markup {
  const rows = [
    ['API', baseUrl],
    ['imp_key', keys.impKey],
    ['imp_secret', keys.impSecret],
    ['IMP.init', keys.merchantCode],
    [
      'channelKey',
      channels.map(({ channelKey, sandbox }) => channelKey + (sandbox ? ` (${texts.test})` : '')).join(', '),
    ],
  ];
  return html`<h3>${texts.keys}</h3>
    <dl class="keys">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><code>${value}</code></dd>
          </div>`,
      )}
    </dl>
    <button id="token-end-button" type="button">${texts.token}</button>
    <h3>${texts.settings}</h3>`;
}

function buttons(entries: [id: string, label: string][]): Markup {
  return html`<p class="buttons">
    ${entries.map(([id, label]) => html`<button id="${id}" type="button">${label}</button>`)}
  </p>`;
}

function list(id: string): Markup {
  return html`<div id="${id}" class="list"></div>`;
}
