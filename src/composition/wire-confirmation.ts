import { boundWrongAmounts } from './bound-wrong-amounts';
import { openDeadline } from './open-deadline';
import { CheckoutError } from '../domain/errors';
import { limitPerOwner } from '../lib/limit-per-owner';
import { LIMITS } from './limits';
import type { Metrics } from '../metrics/metrics';
import { createConfirmHook } from '../notify/confirm-hook';
import { openQueue } from './open-queue';
import { measureConfirmation } from './measure-verification';
import {
  confirmPayment,
  type AskShop,
  type ConfirmPayment,
  type ConfirmPaymentDeps,
} from '../services/confirm-payment';
import type { VerifyPaymentDeps } from '../services/verify-payment';
import type { ServiceParts } from './service-parts';

/** Wires the service of the confirm route. Nothing proves that a call of it comes from i'mport. */
export function wireConfirmation(
  { config, clockAndRandom: { now }, metrics, own }: ServiceParts,
  { findOrder, lookUpPayment }: Pick<VerifyPaymentDeps, 'findOrder' | 'lookUpPayment'>,
): ConfirmPayment {
  const { confirmHook, confirmHookFailure } = config;
  const hook = confirmHook && createConfirmHook({ ...confirmHook, timeoutMs: LIMITS.confirmHookMs, now });
  const askShop = own?.askShop ?? hook;
  const withinLookUp = openDeadline(LIMITS.confirmLookUpMs, 'look-up of a payment to confirm', metrics);
  const deps: ConfirmPaymentDeps = {
    findOrder,
    mayLearnResult: boundWrongAmounts(LIMITS.wrongConfirmAmounts),
    lookUpPayment: (impUid, options) => withinLookUp(() => lookUpPayment(impUid, options)),
    inDatabaseQueue: openQueue('databaseQueue', 'confirm', LIMITS.confirmQueue, metrics),
    askShop: askShop && inTurns(askShop, metrics),
    inPlaceOfOrder: placesOfOrder(metrics),
    onShopFailure: confirmHookFailure,
    now,
  };
  const withinConfirm = openDeadline(LIMITS.confirmMs, 'confirmation', metrics);
  return (request) => measureConfirmation(metrics, () => withinConfirm(() => confirmPayment(deps, request)));
}

/** Limits concurrent questions over all orders. */
function inTurns(askShop: AskShop, metrics: Metrics): AskShop {
  const takeTurn = openQueue('confirmQuestions', 'confirmQuestions', LIMITS.confirmQuestions, metrics);
  return (question) => takeTurn(question.impUid, () => askShop(question));
}

/**
 * Anyone who knows an order's key can cause questions about it. So each order gets few places. The limit ignores the
 * sender: all of i'mport's calls may come from one address.
 */
const placesOfOrder = ({ observe }: Metrics): ConfirmPaymentDeps['inPlaceOfOrder'] =>
  limitPerOwner(LIMITS.confirmQuestions.perOrder, (merchantUid) => {
    observe('checkout_guard_refusals_total', { guard: 'confirmQuestions' });
    return new CheckoutError('unavailable', `${merchantUid}: too many questions about one order at once`, {
      guard: 'confirmQuestions',
    });
  });
