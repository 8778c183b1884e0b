import { call } from '/_window/assets/call.js';
import { texts } from './page-texts.js';

const status = document.getElementById('console-status');
let timer;

/** Says something at the foot of the page for a while. */
export function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle('error', isError);
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = ''), isError ? 12000 : 4000);
}

/** Makes a call of the control API, says how it went, and has everything read again; undefined when it was refused. */
export async function perform(method, path, body, done = texts.done) {
  try {
    const answer = await call(method, path, body);
    say(`${done} ${method} ${path}`);
    document.dispatchEvent(new Event('sandbox-changed'));
    return answer ?? null;
  } catch (error) {
    say(error.message, true);
    return undefined;
  }
}
