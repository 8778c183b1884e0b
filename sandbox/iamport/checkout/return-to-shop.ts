import type { Settings } from '../settings';
import { callbackRsp } from './callback-rsp';
import { type PayCaller, type PayReturn, wayBack } from './checkout';
import type { PayOutcome } from './pay-outcome';
import type { PayParams } from './read-pay-params';
import { redirectUrl } from './redirect-url';

/** Puts an outcome into the words in which this browser is told (§8.3, §8.4), with the attacker's `imp_uid` if set. */
export function returnToShop(
  outcome: PayOutcome,
  params: Pick<PayParams, 'redirectUrl' | 'popup'>,
  caller: PayCaller,
  settings: Readonly<Settings>,
): PayReturn {
  const replaced = settings.attacker?.returnImpUid;
  const told = replaced === undefined ? outcome : { ...outcome, impUid: replaced };
  if (wayBack(params, caller) === 'redirect' && params.redirectUrl !== null) {
    return { way: 'redirect', url: redirectUrl(params.redirectUrl, told, settings.redirectFlag) };
  }
  return { way: 'callback', rsp: callbackRsp(told, caller.script ?? 'v1', settings) };
}
