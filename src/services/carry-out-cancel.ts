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
  prepareCancel,
  refuseCancel,
  refuseForWantOfKey,
  takeBackCancel,
} from '../domain/cancel/send-cancel';
import { CheckoutError } from '../domain/errors';
import type { Amount } from '../domain/money';
import type { Order } from '../domain/order';
import type { CancelAnswer, IamportClient } from '../iamport/client';
import { changeCancel, type ChangedCancel } from './change-cancel';
import { recordAgreement } from './record-agreement';
import { recordReport, type RecordReportDeps } from './record-report';

export interface CarryOutCancelDeps extends RecordReportDeps {
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
 * @param found the order as the caller last read or wrote it; a write on what has changed since is decided anew
 * @returns the order as it stands then
 * @throws CheckoutError where i'mport or the database does not do its part; the cancel is then seen to later
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

/** An order after its payment was read; `isThere` is false where i'mport knows no such payment (any more). */
interface Looked {
  readonly order: Order;
  readonly isThere: boolean;
}

/** A look; where there is nothing to be seen for long, a person is told, and the cancel waits no more. */
async function fetchUnlessUnreadable(deps: CarryOutCancelDeps, found: Order, { id, impUid }: Cancel): Promise<Looked> {
  const giveUp = () => changeCancel(deps, found, id, (cancel, _order, at) => giveUpUnreadable(cancel, at));
  try {
    const looked = await look(deps, found, impUid);
    return looked.isThere ? looked : { order: (await giveUp()).order, isThere: false };
  } catch (error) {
    // An outage ends by itself; what i'mport says but we cannot read does not.
    if (!(error instanceof CheckoutError) || error.code === 'unavailable') throw error;
    const { order, cancel } = await giveUp();
    if (cancel !== null) return { order, isThere: false };
    // It comes up again later and later, and what was agreed to is told of, and given up in the end.
    await followUp(deps, order, id);
    throw error;
  }
}

/** Reads the payment and records what it shows. */
async function look(deps: CarryOutCancelDeps, found: Order, impUid: string): Promise<Looked> {
  const reported = await deps.getPayment(impUid);
  if (reported === null) return { order: found, isThere: false };
  const { order } = await recordReport(deps, found, reported, { source: 'cancel' });
  return { order, isThere: true };
}

/** Says when the payment is to be read again, after a look that did not show what has become of a cancel. */
function followUp(deps: CarryOutCancelDeps, found: Order, id: string): Promise<ChangedCancel> {
  const random = deps.random();
  return changeCancel(deps, found, id, (cancel, order, at) => followUpCancel(cancel, order, at, random));
}

async function send(deps: CarryOutCancelDeps, found: Order, { id, tries }: RequestedCancel): Promise<Order> {
  const { order, cancel } = await changeCancel(deps, found, id, (current, latest, at) =>
    // Only what was never sent may be sent, by whoever wins this write.
    current.state === 'requested' && isItsTurn(latest.cancels, current)
      ? prepareCancel(latest, current, deps.policy, at)
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

/** What came of the one call; `shown` where its answer was lost, and the payment has shown what became of it. */
type CallResult = CancelAnswer | { readonly result: 'shown'; readonly order: Order };

/** Where the answer is lost the payment is read at once: most PGs are done by then, and the shop need not wait. */
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
    // Where this look fails, too, the lease of the sending ends, and the pass over the cancels looks.
    const looked = await look(deps, sent, cancel.impUid);
    const followed = await followUp(deps, looked.order, cancel.id);
    if (followed.cancel !== null) throw error;
    return { result: 'shown', order: followed.order };
  }
}

async function revoke(deps: CarryOutCancelDeps, found: Order, cancel: RequestedCancel): Promise<Order> {
  const { id, impUid } = cancel;
  if (prepareCancel(found, cancel, deps.policy, deps.now()).state === 'dropped') {
    const drop = (it: Cancel, order: Order, at: Date) =>
      it.state === 'requested' ? prepareCancel(order, it, deps.policy, at) : null;
    return (await changeCancel(deps, found, id, drop)).order;
  }
  // Safe to repeat: what is revoked is revoked, and into what is paid nothing happens (§5.2).
  const provider = found.payments.find((payment) => payment.impUid === impUid)?.pgProvider ?? null;
  const answer = await deps.revokeAccount(impUid, provider);
  if (answer.result === 'keyMissing') {
    return (await changeCancel(deps, found, id, (it, _order, at) => refuseForWantOfKey(it, at))).order;
  }
  // "It does not wait for a deposit" may mean that an earlier try went through.
  const reported = answer.result === 'agreed' ? answer.payment : await deps.getPayment(impUid);
  const order = reported === null ? found : (await recordReport(deps, found, reported, { source: 'cancel' })).order;
  return answer.result === 'agreed' ? postpone(deps, order, cancel) : refuse(deps, order, id, answer.reason);
}

async function refuse(deps: CarryOutCancelDeps, found: Order, id: string, reason: string): Promise<Order> {
  return (await changeCancel(deps, found, id, (cancel, _order, at) => refuseCancel(cancel, reason, at))).order;
}

/** It was not read, or an account is still open: to be tried again. */
async function postpone(deps: CarryOutCancelDeps, found: Order, known: RequestedCancel): Promise<Order> {
  const random = deps.random();
  const step = (cancel: Cancel, _: Order, at: Date) => postponeCancel(cancel, known, at, random);
  return (await changeCancel(deps, found, known.id, step)).order;
}
