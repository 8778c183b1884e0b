import { requestJson } from './request-json.js';

const TRIES = 3;
const PAUSE_MS = 2_000;

/**
 * Tells the service that the payment window is done, and answers what the service says. Only the two keys are sent: the
 * service asks i'mport for all else. Asked again where nothing was changed and trying again may help (503, no answer).
 *
 * @param {string} url the service's `/payments/complete`
 * @param {{ imp_uid: string, merchant_uid: string }} ids
 * @returns {Promise<{ status: string, message?: string }>}
 */
export async function completePayment(url, ids) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const { status, answer } = await requestJson('POST', url, ids);
    if (status !== 0 && status !== 503 && answer !== null) return answer;
  }
  return { status: 'unavailable' };
}
