import {
  balanceOf,
  isItsTurn,
  isUnderWay,
  type Cancel,
  type RequestedCancel,
  type SentCancel,
} from '../domain/cancel/cancel';
import { giveUpUnreadable } from '../domain/cancel/follow-up-cancel';
import {
  postponeCancel,
  prepareCancel,
  refuseCancel,
  refuseForWantOfKey,
  takeBackCancel,
} from '../domain/cancel/send-cancel';
import { CheckoutError } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import type { CancelAnswer, IamportClient } from '../iamport/client';
import { changeCancel, type ChangeCancelDeps } from './change-cancel';
import { lookAfterCancel } from './look-after-cancel';
import { recordAgreement } from './record-agreement';
import { recordReport } from './record-report';

/** What carryOutCancel needs of the world. */
export interface CarryOutCancelDeps extends ChangeCancelDeps {
  /** Reads a payment afresh: an answer that was on its way before the call would tell nothing of the call. */
  readonly getPayment: IamportClient['getPayment'];
  readonly cancelPayment: IamportClient['cancelPayment'];
  readonly revokeAccount: IamportClient['revokeAccount'];
  readonly random: () => number;
}

/**
 * Takes a recorded cancel one step further: reads the payment, and then sends what was never sent, or finds out what has
 * become of what was. Nothing is ever sent twice (§5.1: there is no idempotency key).
 *
 * @throws CheckoutError where i'mport or the database does not do its part; the cancel is then seen to later
 */
export async function carryOutCancel(deps: CarryOutCancelDeps, merchantUid: string, id: string): Promise<void> {
  const impUid = (await findCancel(deps, merchantUid, id))?.cancel.impUid;
  if (impUid === undefined) return;
  const isThere = await lookUnlessBlind(deps, merchantUid, id, impUid);

  const found = await findCancel(deps, merchantUid, id);
  if (found === null || !isUnderWay(found.cancel) || !isItsTurn(found.order.cancels, found.cancel)) return;
  const { order, cancel } = found;
  if (cancel.state !== 'requested') {
    await lookAfterCancel(deps, merchantUid, id);
    return;
  }
  if (!isThere) return postpone(deps, merchantUid, cancel);
  return cancel.kind === 'revoke' ? revoke(deps, order, cancel) : send(deps, merchantUid, cancel);
}

/** A look; where there is nothing to be seen for long, a person is told, and the cancel waits no more. */
async function lookUnlessBlind(
  deps: CarryOutCancelDeps,
  merchantUid: string,
  id: string,
  impUid: string,
): Promise<boolean> {
  const giveUp = () => changeCancel(deps, merchantUid, id, (cancel, _order, at) => giveUpUnreadable(cancel, at));
  try {
    const isThere = await look(deps, merchantUid, impUid);
    if (!isThere) await giveUp();
    return isThere;
  } catch (error) {
    // An outage ends by itself; what i'mport says but we cannot read does not.
    if (!(error instanceof CheckoutError) || error.code === 'unavailable') throw error;
    if ((await giveUp()) !== null) return false;
    // It comes up again later and later, and what was agreed to is told of, and given up in the end.
    await lookAfterCancel(deps, merchantUid, id);
    throw error;
  }
}

/** Reads the payment and records what it shows; false where i'mport knows no such payment (any more). */
async function look(deps: CarryOutCancelDeps, merchantUid: string, impUid: string): Promise<boolean> {
  const reported = await deps.getPayment(impUid);
  const order = await deps.findOrder(merchantUid);
  if (reported === null || order === null) return false;
  await recordReport(deps, order, reported, { road: 'cancel' });
  return true;
}

interface Found {
  readonly order: Order;
  readonly cancel: Cancel;
}

async function findCancel(deps: ChangeCancelDeps, merchantUid: string, id: string): Promise<Found | null> {
  const order = await deps.findOrder(merchantUid);
  const cancel = order?.cancels.find((each) => each.id === id);
  return order && cancel ? { order, cancel } : null;
}

async function send(deps: CarryOutCancelDeps, merchantUid: string, { id, tries }: RequestedCancel): Promise<void> {
  const sent = await changeCancel(deps, merchantUid, id, (cancel, order, at) =>
    // Only what was never sent may be sent, by whoever wins this write.
    cancel.state === 'requested' && isItsTurn(order.cancels, cancel)
      ? prepareCancel(order, cancel, deps.policy, at)
      : null,
  );
  if (sent?.cancel.state !== 'sent') return;
  const { cancel, order } = sent;
  const payment = order.payments.find(({ impUid }) => impUid === cancel.impUid);
  if (payment === undefined) return;
  const answer = await callOnce(deps, order, cancel, balanceOf(payment));
  switch (answer?.result) {
    case undefined:
      return;
    case 'agreed':
      return recordAgreement(deps, merchantUid, id, answer.payment);
    case 'refused':
      return refuse(deps, merchantUid, id, answer.reason);
    case 'notSent':
      await changeCancel(deps, merchantUid, id, (current, _order, at) =>
        takeBackCancel(current, cancel, tries, at, deps.random()),
      );
  }
}

/**
 * The one call. Where its answer is lost the payment is read at once: most PGs are done by then, and the shop need not wait.
 *
 * @returns null where the payment has shown what became of it
 */
async function callOnce(
  deps: CarryOutCancelDeps,
  { merchantUid }: Order,
  cancel: SentCancel,
  checksum: Amount,
): Promise<CancelAnswer | null> {
  try {
    return await deps.cancelPayment({ ...cancel, checksum });
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    // Where this look fails, too, the lease of the sending ends, and the pass over the cancels looks.
    await look(deps, merchantUid, cancel.impUid);
    if (await lookAfterCancel(deps, merchantUid, cancel.id)) throw error;
    return null;
  }
}

async function revoke(deps: CarryOutCancelDeps, order: Order, cancel: RequestedCancel): Promise<void> {
  const { merchantUid } = order;
  const wanted = prepareCancel(order, cancel, deps.policy, deps.now());
  if (wanted.state === 'dropped') {
    await changeCancel(deps, merchantUid, cancel.id, (it, as, at) =>
      it.state === 'requested' ? prepareCancel(as, it, deps.policy, at) : null,
    );
    return;
  }
  // Safe to repeat: what is revoked is revoked, and into what is paid nothing happens (§5.2).
  const provider = order.payments.find(({ impUid }) => impUid === cancel.impUid)?.pgProvider ?? null;
  const answer = await deps.revokeAccount(cancel.impUid, provider);
  if (answer.result === 'keyMissing') {
    await changeCancel(deps, merchantUid, cancel.id, (it, _order, at) => refuseForWantOfKey(it, at));
    return;
  }
  // "It does not wait for a deposit" may mean that an earlier try went through.
  const reported = answer.result === 'agreed' ? answer.payment : await deps.getPayment(cancel.impUid);
  if (reported !== null) await recordReport(deps, order, reported, { road: 'cancel' });
  if (answer.result === 'agreed') return postpone(deps, merchantUid, cancel);
  return refuse(deps, merchantUid, cancel.id, answer.reason);
}

async function refuse(deps: CarryOutCancelDeps, merchantUid: string, id: string, reason: string): Promise<void> {
  await changeCancel(deps, merchantUid, id, (cancel, _order, at) => refuseCancel(cancel, reason, at));
}

/** It was not read, or an account is still open: to be tried again. */
async function postpone(deps: CarryOutCancelDeps, merchantUid: string, known: RequestedCancel): Promise<void> {
  await changeCancel(deps, merchantUid, known.id, (cancel, _order, at) =>
    postponeCancel(cancel, known, at, deps.random()),
  );
}
