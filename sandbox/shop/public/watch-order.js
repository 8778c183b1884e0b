import { recordStep } from './activity.js';

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 15_000;
/** An account may wait for days; nobody's open tab should ask all that time. */
const GIVE_UP_MS = 30 * 60_000;
const MAY_CHANGE = ['pending', 'failed', 'forgery', 'vbankIssued'];

/**
 * Asks the shop's server how the order stands until it is settled, while the page is in sight, and tells each change.
 *
 * @param {string} merchantUid
 * @param {object | null} known the view that is shown already
 * @param {(view: object) => void} onChange
 * @param {AbortSignal} [signal] ends it
 */
export async function watchOrder(merchantUid, known, onChange, signal) {
  const path = `/api/orders/${merchantUid}`;
  const end = Date.now() + GIVE_UP_MS;
  let shown = known;
  let pauseMs = FIRST_PAUSE_MS;
  while (Date.now() < end && (shown === null || MAY_CHANGE.includes(shown.outcome))) {
    if (shown !== null) await pause(pauseMs);
    const view = await ask(path);
    if (view === null && shown === null) await pause(pauseMs);
    if (signal?.aborted) return;
    pauseMs = Math.min(pauseMs * 1.1, MAX_PAUSE_MS);
    if (view === null || JSON.stringify(view) === JSON.stringify(shown)) continue;
    // The panel for developers shows what changed, not every question.
    recordStep(`GET ${path} → 200`, { answer: view });
    shown = view;
    pauseMs = FIRST_PAUSE_MS;
    onChange(view);
  }
}

async function ask(path) {
  try {
    const reply = await fetch(path);
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  }
}

/** Waits, and then for as long as nobody looks at the page. */
async function pause(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (!document.hidden) return;
  await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
}
