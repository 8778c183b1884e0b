import {
  balanceOf,
  isItsTurn,
  isUnderWay,
  type Cancel,
  type RequestedCancel,
  type SentCancel,
} from '../domain/cancel/cancel';
import { followUpCancel, giveUpUnreadable } from '../domain/cancel/follow-up-cancel';
import {
  postponeCancel,
  planSending,
  refuseCancel,
  refuseWithoutKey,
  takeBackCancel,
} from '../domain/cancel/send-cancel';
import { CheckoutError } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import type { AnswerToCancel, IamportClient } from '../iamport/client';
import { changeCancel, type ChangedCancel } from './change-cancel';
import { recordAgreement } from './record-agreement';
import { recordReport, type RecordReportDeps } from './record-report';

/** The function with its dependencies bound. */
export type CarryOutCancel = (found: Order, id: string) => Promise<Order>;

export interface CarryOutCancelDeps extends RecordReportDeps {
  /** Fetches a payment without sharing an earlier call: an answer from before the cancel would not show the cancel. */
  readonly getPayment: IamportClient['getPayment'];
  readonly cancelPayment: IamportClient['cancelPayment'];
  readonly revokeAccount: IamportClient['revokeAccount'];
  readonly random: () => number;
}

/**
 * Takes a recorded cancel one step further. It fetches the payment, then sends a cancel that was never sent, or follows
 * up one that was. No cancel is sent twice, because i'mport has no idempotency key (§5.1).
 *
 * @param found the order as the caller last read or wrote it; each write decides again when the order has changed since
 * @returns the order afterwards
 * @throws CheckoutError when i'mport or the database fails; a later pass follows the cancel up
 */
export async function carryOutCancel(deps: CarryOutCancelDeps, found: Order, id: string): Promise<Order> {
  const wanted = cancelOf(found, id);
  if (wanted === undefined) return found;
  const { order, isThere } = await fetchUnlessUnreadable(deps, found, wanted);

  const cancel = cancelOf(order, id);
  if (cancel === undefined || !isUnderWay(cancel) || !isItsTurn(order.cancels, cancel)) return order;
  if (cancel.state !== 'requested') return (await followUp(deps, order, id)).order;
  if (!isThere) return postpone(deps, order, cancel);
  return cancel.kind === 'revoke' ? revoke(deps, order, cancel) : send(deps, order, cancel);
}

function cancelOf({ cancels }: Order, id: string): Cancel | undefined {
  return cancels.find((cancel) => cancel.id === id);
}

/** An order after its payment was fetched; `isThere` is false when i'mport does not know the payment, or no longer. */
interface FetchedOrder {
  readonly order: Order;
  readonly isThere: boolean;
}

/** Fetches and records the payment. When it stays unreadable for long, the cancel ends and a person is called. */
async function fetchUnlessUnreadable(
  deps: CarryOutCancelDeps,
  found: Order,
  { id, impUid }: Cancel,
): Promise<FetchedOrder> {
  const giveUp = () => changeCancel(deps, found, id, (cancel, _order, at) => giveUpUnreadable(cancel, at));
  try {
    const fetched = await fetchAndRecord(deps, found, impUid);
    return fetched.isThere ? fetched : { order: (await giveUp()).order, isThere: false };
  } catch (error) {
    // An outage ends by itself. An answer that we cannot read does not.
    if (!(error instanceof CheckoutError) || error.code === 'unavailable') throw error;
    const { order, cancel } = await giveUp();
    if (cancel !== null) return { order, isThere: false };
    // The follow-up backs off, raises attention for an agreed cancel that is not shown, and gives up in the end.
    await followUp(deps, order, id);
    throw error;
  }
}

async function fetchAndRecord(deps: CarryOutCancelDeps, found: Order, impUid: string): Promise<FetchedOrder> {
  const reported = await deps.getPayment(impUid);
  if (reported === null) return { order: found, isThere: false };
  const { order } = await recordReport(deps, found, reported, { source: 'cancel' });
  return { order, isThere: true };
}

/** Sets when the payment is fetched again, after an answer that did not show the outcome of the cancel. */
function followUp(deps: CarryOutCancelDeps, found: Order, id: string): Promise<ChangedCancel> {
  const random = deps.random();
  return changeCancel(deps, found, id, (cancel, order, at) => followUpCancel(cancel, order, at, random));
}

async function send(deps: CarryOutCancelDeps, found: Order, { id, tries }: RequestedCancel): Promise<Order> {
  const { order, cancel } = await changeCancel(deps, found, id, (current, latest, at) =>
    // Only the instance that wins this write sends, and only a cancel that was never sent.
    current.state === 'requested' && isItsTurn(latest.cancels, current)
      ? planSending(latest, current, deps.policy, at)
      : null,
  );
  const payment = order.payments.find(({ impUid }) => impUid === cancel?.impUid);
  if (cancel?.state !== 'sent' || payment === undefined) return order;
  const answer = await callOnce(deps, order, cancel, balanceOf(payment));
  switch (answer.result) {
    case 'shown':
      return answer.order;
    case 'agreed':
      return recordAgreement(deps, order, id, answer.payment);
    case 'refused':
      return refuse(deps, order, id, answer.reason);
    case 'notSent': {
      const random = deps.random();
      const step = (current: Cancel, _: Order, at: Date) => takeBackCancel(current, cancel, tries, at, random);
      return (await changeCancel(deps, order, id, step)).order;
    }
  }
}

/** The result of the one call; `shown` when its answer was lost and the payment shows the outcome. */
type CallResult = AnswerToCancel | { readonly result: 'shown'; readonly order: Order };

/**
 * Sends once. When the answer is lost it fetches the payment at once: most PGs are done by then, so the shop need not
 * wait.
 */
async function callOnce(
  deps: CarryOutCancelDeps,
  sent: Order,
  cancel: SentCancel,
  checksum: Amount,
): Promise<CallResult> {
  try {
    return await deps.cancelPayment({ ...cancel, checksum });
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    // If this fetch fails too, the lease of the sent cancel runs out and the pass over the due cancels follows up.
    const fetched = await fetchAndRecord(deps, sent, cancel.impUid);
    const followed = await followUp(deps, fetched.order, cancel.id);
    if (followed.cancel !== null) throw error;
    return { result: 'shown', order: followed.order };
  }
}

async function revoke(deps: CarryOutCancelDeps, known: Order, { id, impUid }: RequestedCancel): Promise<Order> {
  // No write precedes this call, so the order is read again: a later deadline may have made the account welcome.
  const found = (await deps.findOrder(known.merchantUid)) ?? known;
  const cancel = cancelOf(found, id);
  if (cancel?.state !== 'requested') return found;
  if (planSending(found, cancel, deps.policy, deps.now()).state === 'dropped') {
    const drop = (it: Cancel, order: Order, at: Date) =>
      it.state === 'requested' ? planSending(order, it, deps.policy, at) : null;
    return (await changeCancel(deps, found, id, drop)).order;
  }
  // Safe to repeat: a second revocation, or one of a paid account, changes nothing (§5.2).
  const provider = found.payments.find((payment) => payment.impUid === impUid)?.pgProvider ?? null;
  const answer = await deps.revokeAccount(impUid, provider);
  if (answer.result === 'keyMissing') {
    return (await changeCancel(deps, found, id, (it, _order, at) => refuseWithoutKey(it, at))).order;
  }
  // The refusal "does not wait for a deposit" may mean that an earlier try went through, so the payment decides.
  const reported = answer.result === 'agreed' ? answer.payment : await deps.getPayment(impUid);
  const order = reported === null ? found : (await recordReport(deps, found, reported, { source: 'cancel' })).order;
  return answer.result === 'agreed' ? postpone(deps, order, cancel) : refuse(deps, order, id, answer.reason);
}

async function refuse(deps: CarryOutCancelDeps, found: Order, id: string, reason: string): Promise<Order> {
  return (await changeCancel(deps, found, id, (cancel, _order, at) => refuseCancel(cancel, reason, at))).order;
}

/** Sets the next try, when the payment was not read or the account is still open. */
async function postpone(deps: CarryOutCancelDeps, found: Order, known: RequestedCancel): Promise<Order> {
  const random = deps.random();
  const step = (cancel: Cancel, _: Order, at: Date) => postponeCancel(cancel, known, at, random);
  return (await changeCancel(deps, found, known.id, step)).order;
}
