import { recordStep } from './activity.js';

const CHEAT_AMOUNT = 100;

/**
 * Opens i'mport's payment window.
 *
 * @param {object} payment what the shop's server answered
 * @param {object} choice
 * @param {boolean} choice.redirect leave for the window's own page; the result then comes to `m_redirect_url`
 * @param {boolean} choice.cheatAmount attack: pay less than the order says
 * @param {string | null} choice.cheatChannel attack: pay through this test channel, where no money moves
 * @param {(rsp: object) => void} onDone the callback, at most once; never called where a phone is redirected
 */
export function openPaymentWindow(payment, choice, onDone) {
  const asked = tamper(payment, choice);
  recordStep(asked === payment ? 'IMP.request_pay' : 'IMP.request_pay (tampered)', { params: asked });
  if (choice.redirect) return void window.IMP.request_pay(asked);
  let isDone = false;
  window.IMP.request_pay(asked, (rsp) => {
    if (isDone) return;
    isDone = true;
    recordStep('callback(rsp)', { rsp });
    onDone(rsp);
  });
}

/** What any buyer can do with a browser's developer tools: nothing here can be trusted. */
function tamper(payment, { cheatAmount, cheatChannel }) {
  if (!cheatAmount && cheatChannel === null) return payment;
  // Whoever cheats asks nobody to confirm it.
  const { confirm_url: _, ...rest } = payment;
  return {
    ...rest,
    ...(cheatAmount && { amount: CHEAT_AMOUNT }),
    ...(cheatChannel !== null && { channelKey: cheatChannel }),
  };
}
