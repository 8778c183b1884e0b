import { boundWrongAmounts } from './bound-wrong-amounts';
import type { Config } from './config';
import { createDeadline } from './create-deadline';
import { CheckoutError } from './domain/errors';
import type { GuardedLookUps } from './guard-look-ups';
import { limitPerOwner } from './limit-per-owner';
import { LIMITS } from './limits';
import { createConfirmHook } from './notify/confirm-hook';
import { openQueue } from './open-queue';
import type { AskShop, Confirmation, ConfirmPaymentDeps } from './services/confirm-payment';
import { createShareCalls } from './share-calls';
import type { Orders } from './store/orders';
import type { World } from './world';

/** What the confirm route works with; nothing of it is known to be asked by i'mport. */
export function confirmationDeps(
  { findOrder, lookUpPayment }: Pick<Orders, 'findOrder'> & Pick<GuardedLookUps, 'lookUpPayment'>,
  { confirmHook, confirmHookFailure }: Pick<Config, 'confirmHook' | 'confirmHookFailure'>,
  { now }: Pick<World, 'now'>,
): ConfirmPaymentDeps {
  const hook = confirmHook && { ...confirmHook, timeoutMs: LIMITS.confirmHookMs, now };
  const withinLookUp = createDeadline(LIMITS.confirmLookUpMs, 'look-up of a payment to confirm');
  return {
    findOrder,
    mayTell: boundWrongAmounts(LIMITS.wrongConfirmAmounts),
    lookUpPayment: (impUid, options) => withinLookUp(() => lookUpPayment(impUid, options)),
    inFirstLine: openQueue(LIMITS.confirmQueue, 'too many payments to confirm at once'),
    askShop: hook && inTurns(createConfirmHook(hook)),
    shareQuestion: createQuestionShare(),
    onShopFailure: confirmHookFailure,
    now,
  };
}

/** So many questions are asked at once, of whatever orders. */
function inTurns(askShop: AskShop): AskShop {
  const takeTurn = openQueue(LIMITS.confirmHookQueue, 'too many questions to the shop at once');
  return (question) => takeTurn(question.impUid, () => askShop(question));
}

/**
 * Whoever knows an order's key can cause questions about it: equal ones are one, and the others of that order get few
 * places. Senders are not told apart, since i'mport's calls may all come from one address.
 */
function createQuestionShare(): ConfirmPaymentDeps['shareQuestion'] {
  const share = createShareCalls<Confirmation>();
  const ofOrder = limitPerOwner(
    LIMITS.confirmQuestionsOfOrder,
    (merchantUid) => new CheckoutError('unavailable', `${merchantUid}: too many questions about one order at once`),
  );
  return ({ order, impUid }, ask) => {
    const { merchantUid, name, amount, currency } = order;
    return share(JSON.stringify([merchantUid, impUid, name, amount, currency]), () => ofOrder(merchantUid, ask));
  };
}
