import type { Settings } from '../settings';
import type { PayOutcome } from './pay-outcome';

/**
 * The address that the browser returns to (§8.4): `m_redirect_url` with the outcome appended. Its own query stays as
 * it is, to the letter, and so does its fragment.
 */
export function redirectUrl(target: string, outcome: PayOutcome, flag: Settings['redirectFlag']): string {
  const query = new URLSearchParams();
  if (outcome.impUid !== null) query.set('imp_uid', outcome.impUid);
  query.set('merchant_uid', outcome.merchantUid);
  if (flag !== 'none') query.set(flag, String(outcome.refusal === null));
  if (outcome.refusal) {
    query.set('error_code', outcome.refusal.errorCode);
    query.set('error_msg', outcome.refusal.errorMsg);
  }
  const [address = '', ...fragment] = target.split('#');
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [`${address}${joint}${query.toString()}`, ...fragment].join('#');
}
