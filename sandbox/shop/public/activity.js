import { element } from './element.js';

const STORAGE_KEY = 'activity';
const MAX_STEPS = 20;

/**
 * Writes a line into the panel for developers. Kept for the tab, so that it outlives the way to the payment window and
 * back.
 *
 * @param {string} what such as `POST /payments/complete → 200`
 * @param {Record<string, unknown>} details by name: what was sent, what came back
 */
export function recordStep(what, details) {
  const steps = [...readSteps(), { at: new Date().toISOString(), what, details }].slice(-MAX_STEPS);
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(steps));
  } catch {
    // Without storage the panel shows nothing, and the shop works as well.
  }
  showActivity();
}

/** Shows what was recorded so far. */
export function showActivity() {
  const steps = readSteps();
  document.getElementById('activity-count').textContent = String(steps.length);
  document.getElementById('activity-empty').hidden = steps.length > 0;
  document.getElementById('activity-list').replaceChildren(...steps.map(stepItem));
}

function stepItem({ at, what, details }) {
  const time = element('time', { datetime: at, class: 'soft' }, at.slice(11, 19));
  const parts = Object.entries(details).map(([name, value]) =>
    element('div', {}, element('span', { class: 'soft' }, name), element('pre', {}, JSON.stringify(value, null, 2))),
  );
  return element('li', {}, element('p', {}, element('code', {}, what), ' ', time), ...parts);
}

function readSteps() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]');
  } catch {
    return [];
  }
}
