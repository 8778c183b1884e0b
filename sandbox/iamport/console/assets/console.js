/** The sandbox's console: reads the control API every two seconds while it is looked at, and lets one turn its knobs. */
import { call } from '/_window/assets/call.js';
import { showFaults, showRules } from './disturbances.js';
import { element } from './element.js';
import { texts, timeOfDay } from './page-texts.js';
import { perform, say } from './perform.js';
import { showPayments, showWindows } from './payments.js';
import { showSettings } from './settings.js';
import { showTable } from './show-table.js';
import { showWebhooks } from './webhooks.js';

const INTERVAL_MS = 2000;
const VIEWS = [
  ['/payments', showPayments],
  ['/checkouts', showWindows],
  ['/webhooks', showWebhooks],
  ['/faults', showFaults],
  ['/webhooks/rules', showRules],
  ['/settings', showSettings],
  ['/calls', showCalls],
];
let isOffline = false;

window.addEventListener('hashchange', showTab);
document.addEventListener('sandbox-changed', refresh);
document.addEventListener('visibilitychange', refresh);
document.getElementById('reset-button').addEventListener('click', () => {
  if (window.confirm(texts.resetQuestion)) perform('POST', '/reset');
});
showTab();
keepFresh();

async function keepFresh() {
  await refresh();
  setTimeout(keepFresh, INTERVAL_MS);
}

async function refresh() {
  if (document.hidden) return;
  try {
    await Promise.all(VIEWS.map(async ([path, show]) => show(await call('GET', path))));
    if (isOffline) say('');
    isOffline = false;
  } catch (error) {
    isOffline = true;
    say(`${texts.offline} ${error.message}`, true);
  }
}

function showTab() {
  const sections = [...document.querySelectorAll('main > section')];
  const wanted = sections.find(({ id }) => `#${id}` === location.hash) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of document.querySelectorAll('#tabs a')) {
    if (link.hash === `#${wanted.id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function showCalls({ calls }) {
  showTable('call-list', calls.slice(-200).reverse(), [
    [texts.time, (it) => element('time', {}, timeOfDay(it.at))],
    ['', (it) => element('code', {}, it.method)],
    [texts.path, (it) => element('code', {}, it.path + queryOf(it))],
    [texts.route, (it) => it.route ?? '–'],
  ]);
}

function queryOf({ query }) {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}
