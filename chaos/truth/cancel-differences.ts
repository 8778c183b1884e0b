import type { CancelEntry, Payment } from '../../sandbox/iamport/payments/payment';
import { cancellationIdOf, type Cancel } from '../../src/domain/cancel/cancel';
import type { OrderDocument } from '../../src/store/order.model';
import type { CancelAnswers } from '../cancel-answers';
import { unitsOf } from './truth-rules';

type Orders = readonly OrderDocument[];
/** An order's cancel, as far as it says who wants what of which payment. */
type Stored = Pick<Cancel, 'id' | 'kind' | 'impUid' | 'state'>;

/** What i'mport's history says of a request: each gives its own id as its reason. */
function traces({ cancel_history }: Payment, requestId: string): CancelEntry[] {
  return cancel_history.filter(({ reason }) => reason === requestId);
}

/** Whether nobody knows yet what became of it: the call was made, or was about to be, and nothing has come of it so far. */
export function isInDoubt({ kind, state }: Pick<Cancel, 'kind' | 'state'>): boolean {
  return kind === 'cancel' && state === 'sent';
}

/** Whether a cancel has a reason not to have ended: nothing shows of it, or it waits for one of which nothing shows. */
export function mayStayOpen(cancel: Stored, { cancels }: OrderDocument, payments: readonly Payment[]): boolean {
  const payment = payments.find(({ imp_uid }) => imp_uid === cancel.impUid);
  const isUnseen = (each: Stored) => isInDoubt(each) && payment !== undefined && traces(payment, each.id).length === 0;
  const isBarred = cancels.some((other) => other.impUid === cancel.impUid && isUnseen(other));
  return isUnseen(cancel) || (cancel.kind === 'cancel' && cancel.state === 'requested' && isBarred);
}

/** Requests by which i'mport gave money back more than once, and payments of which more came back than was paid. */
export function givenBackTwice(payments: readonly Payment[], asked: CancelAnswers): string[] {
  return payments.flatMap((payment) => {
    const { imp_uid, amount, cancel_history } = payment;
    const reasons = new Set(cancel_history.map(({ reason }) => reason));
    const repeated = [...reasons].filter((id) => asked.has(id) && traces(payment, id).length > 1);
    const total = cancel_history.reduce((sum, entry) => sum + entry.amount, 0);
    return [
      ...repeated.map((id) => `${imp_uid}: ${id} gave money back ${traces(payment, id).length} times`),
      ...(total > amount ? [`${imp_uid}: ${total} of ${amount} were given back`] : []),
    ];
  });
}

/** Where what is stored of cancels, what i'mport did and what the shop was told do not say the same; empty where they do. */
export function cancelDifferences(orders: Orders, payments: readonly Payment[], asked: CancelAnswers): string[] {
  const byId = new Map(orders.map((order) => [order._id, order]));
  const byImpUid = new Map(payments.map((payment) => [payment.imp_uid, payment]));
  return [
    ...orders.flatMap((order) => order.cancels.flatMap((cancel) => untrue(order, cancel, byImpUid.get(cancel.impUid)))),
    ...payments.flatMap((payment) => unrecorded(payment, byId.get(payment.merchant_uid), asked)),
    ...[...asked].flatMap(([id, { merchantUid, answers }]) =>
      answers.flatMap(({ code }) => broken(id, code, byId.get(merchantUid))),
    ),
  ];
}

function untrue(order: OrderDocument, cancel: Cancel, payment: Payment | undefined): string[] {
  const { id, kind, state } = cancel;
  const wrong = (what: string) => [`${order._id}: ${id} is ${state}, ${what}`];
  if (payment === undefined) return wrong('of a payment that is not there');
  const isTold = order.attention.some((entry) => entry.reason === 'cancelUnclear' && entry.impUid === cancel.impUid);
  if (state === 'unclear' && !isTold) return wrong('and nobody was told');
  if (kind === 'revoke') {
    return state === 'done' && payment.status === 'ready' ? wrong('and the account is open') : [];
  }
  const found = traces(payment, id);
  if (state !== 'done') return found.length === 0 ? [] : wrong(`and i'mport gave ${found[0]!.amount} back`);
  const isIt = found.some(
    ({ cancellation_id, amount }) =>
      cancellation_id === cancellationIdOf(cancel) && unitsOf(amount, cancel.currency) === cancel.amount,
  );
  return isIt ? [] : wrong(`and i'mport knows nothing of it`);
}

/** Money that went back without a cancel behind it. */
function unrecorded({ imp_uid, cancel_history }: Payment, order: OrderDocument | undefined, asked: CancelAnswers) {
  const ours = cancel_history.filter(({ reason }) => asked.has(reason));
  return ours.flatMap(({ reason }) =>
    order?.cancels.some(({ id, impUid }) => id === reason && impUid === imp_uid) === true
      ? []
      : [`${imp_uid}: ${reason} gave money back, and is recorded nowhere`],
  );
}

/** How a cancel must stand after what the shop was told of it. */
const PROMISED: Readonly<Record<string, readonly Cancel['state'][]>> = {
  cancelDone: ['done'],
  accountRevoked: ['done'],
  cancelRefused: ['refused', 'dropped'],
  cancelUnclear: ['unclear', 'done', 'refused'],
  cancelling: ['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'],
};

function broken(id: string, code: string, order: OrderDocument | undefined): string[] {
  const isClosed = order?.closing?.id === id;
  if (code === 'closed' || code === 'paidBeforeClosing') return isClosed ? [] : [`${id}: told ${code}, and lost`];
  const promised = PROMISED[code];
  if (promised === undefined) return [];
  const state = order?.cancels.find((cancel) => cancel.id === id)?.state;
  return state !== undefined && promised.includes(state) ? [] : [`${id}: told ${code}, and is ${state ?? 'lost'}`];
}
