import type { Payment } from '../../sandbox/iamport/payments/payment';
import { holdsMoney, isHeld, isLate, isOwn, isRight, unitsOf, wasPaid } from '../../chaos/truth/truth-rules';
import { cancellationIdOf, isUnderWay, type Cancel } from '../../src/domain/cancel/cancel';
import type { MoneyPolicy } from '../../src/domain/money-policy';
import type { OrderDocument } from '../../src/store/order.model';

/** What the shop writes to all of its cancels, so that sums of equal size are told apart by nothing else either. */
export const SHOP_REASON = '고객 변심';

/** What the guards write, by the policy that wants it. */
const GUARD_REASONS: Readonly<Record<string, keyof MoneyPolicy>> = {
  '주문과 다른 금액 또는 통화의 결제': 'forgedPayment',
  '중복 결제': 'duplicatePayment',
  '결제 기한이 지난 결제': 'latePayment',
};

type Money = readonly { readonly id: string; readonly units: number }[];

function givenBack({ cancel_history, currency }: Payment, isOurs: (reason: string) => boolean): Money {
  return cancel_history
    .filter(({ reason }) => isOurs(reason))
    .map(({ cancellation_id, amount }) => ({ id: cancellation_id, units: unitsOf(amount, currency) }));
}

const shopMoney = (payment: Payment) => givenBack(payment, (reason) => reason === SHOP_REASON);
const guardMoney = (payment: Payment) => givenBack(payment, (reason) => reason in GUARD_REASONS);

/** What of `taken` has no counterpart of equal size in `from`. */
function without(taken: readonly number[], from: readonly number[]): number[] {
  const left = [...from];
  return taken.filter((units) => {
    const at = left.indexOf(units);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/**
 * What of an order's cancels breaks a rule of money, whatever has or has not been reported yet: each sum that we gave back
 * has one recorded cancel behind it that was sent and not refused, of the shop or by the policy; what is said to be done is
 * in i'mport's history.
 */
export function cancelViolations(
  order: OrderDocument,
  payments: readonly Payment[],
  moneyPolicy: MoneyPolicy,
): string[] {
  const own = payments.filter((payment) => isOwn(order, payment));
  const foreign = order.cancels.filter(({ impUid }) => !own.some(({ imp_uid }) => imp_uid === impUid));
  const ids = order.cancels.map(({ id }) => id);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['two cancels have one id']),
    ...foreign.map(({ impUid }) => `${impUid} is to be cancelled and no payment of this order`),
    ...own.flatMap((payment) => moneyViolations(order, payment, moneyPolicy)),
    ...own.flatMap((payment) => truthViolations(order, payment)),
  ].map((line) => `${order._id}: ${line}`);
}

function moneyViolations(order: OrderDocument, payment: Payment, moneyPolicy: MoneyPolicy): string[] {
  const { imp_uid } = payment;
  const money = order.cancels.filter(({ kind, impUid }) => kind === 'cancel' && impUid === imp_uid);
  const sent = (isShop: boolean) =>
    money
      .filter(({ cause, state }) => (cause === 'shop') === isShop && WAS_SENT.includes(state))
      .map(({ amount }) => amount);
  const unasked = without(unitsIn(shopMoney(payment)), sent(true));
  const automatic = guardMoney(payment);
  return [
    ...unasked.map((units) => `${imp_uid}: ${units} were given back and not asked for`),
    ...without(unitsIn(automatic), sent(false)).map((units) => `${imp_uid}: ${units} were given back by no guard`),
    ...(money.filter(({ cause }) => cause !== 'shop').length > 1 ? [`${imp_uid}: two automatic cancels`] : []),
    ...(automatic.length > 0 && !mayBeUndone(order, payment, moneyPolicy)
      ? [`${imp_uid} was undone and may not be`]
      : []),
  ];
}

const WAS_SENT: readonly Cancel['state'][] = ['sent', 'accepted', 'done', 'unclear'];
const unitsIn = (money: Money) => money.map(({ units }) => units);

function mayBeUndone(order: OrderDocument, payment: Payment, moneyPolicy: MoneyPolicy): boolean {
  if (payment.imp_uid === order.paidBy || payment.pay_method === 'vbank') return false;
  if (isHeld(order, payment)) return false;
  if (!isRight(order, payment)) return moneyPolicy.forgedPayment === 'cancel';
  const isSecond = order.paidBy !== null && moneyPolicy.duplicatePayment === 'cancel';
  return isSecond || (isLate(order, payment) && moneyPolicy.latePayment === 'cancel');
}

/** `done` says that i'mport's history has it, and of an account that it takes no deposit. */
function truthViolations(order: OrderDocument, payment: Payment): string[] {
  const ended = order.cancels.filter(({ impUid, state }) => impUid === payment.imp_uid && state === 'done');
  const ours = [...shopMoney(payment), ...guardMoney(payment)];
  const claimed = ended.filter(({ kind }) => kind === 'cancel');
  const untrue = claimed.filter(
    (cancel) => !ours.some(({ id, units }) => id === cancellationIdOf(cancel) && units === cancel.amount),
  );
  const isTwice = new Set(claimed.map(cancellationIdOf)).size < claimed.length;
  const isOpen = payment.status === 'ready' && ended.some(({ kind }) => kind === 'revoke');
  return [
    ...untrue.map(({ id }) => `${payment.imp_uid}: cancel ${id} is done, and i'mport knows nothing of it`),
    ...(isTwice ? [`${payment.imp_uid}: two cancels are done by one cancellation`] : []),
    ...(isOpen ? [`${payment.imp_uid} is revoked, and open`] : []),
  ];
}

/** What a cancel may become between two looks; what has ended stays, but for what a later report or answer tells. */
const NEXT: Readonly<Record<Cancel['state'], readonly Cancel['state'][]>> = {
  requested: ['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'],
  sent: ['sent', 'requested', 'accepted', 'done', 'refused', 'unclear'],
  accepted: ['accepted', 'done', 'unclear'],
  done: ['done', 'refused'],
  refused: ['refused'],
  unclear: ['unclear', 'accepted', 'done', 'refused'],
  dropped: ['dropped'],
};

/** What was lost of an order's cancels, or went back, between two looks at it. */
export function cancelRegressions(before: OrderDocument, now: OrderDocument): string[] {
  return before.cancels.flatMap((old) => {
    const cancel = now.cancels.find(({ id }) => id === old.id);
    if (cancel === undefined) return [`${now._id}: cancel ${old.id} was lost`];
    return NEXT[old.state].includes(cancel.state)
      ? []
      : [`${now._id}: cancel ${old.id}: ${old.state}, ${cancel.state}`];
  });
}

/** In what an order's cancels differ from i'mport's truth, once everything has been answered and every pass has run. */
export function cancelDifferences(
  order: OrderDocument,
  payments: readonly Payment[],
  moneyPolicy: MoneyPolicy,
): string[] {
  const open = order.cancels.filter(isUnderWay);
  const untold = order.cancels.filter(
    ({ state, impUid }) => state === 'unclear' && !hasAttention(order, impUid, 'cancelUnclear'),
  );
  const own = payments.filter((payment) => isOwn(order, payment));
  return [
    ...open.map(({ id, state }) => `cancel ${id} is ${state} still`),
    ...untold.map(({ id }) => `cancel ${id} is unclear, and nobody was told`),
    ...own.flatMap((payment) => unnoticed(order, payment)),
    ...own.flatMap((payment) => leftUndone(order, payment, moneyPolicy)),
  ].map((line) => `${order._id}: ${line}`);
}

function hasAttention({ attention }: OrderDocument, wanted: string, reason: string): boolean {
  return attention.some((entry) => entry.impUid === wanted && entry.reason === reason);
}

function unnoticed({ cancels }: OrderDocument, payment: Payment): string[] {
  const done = cancels.flatMap((cancel) => (cancel.state === 'done' ? (cancellationIdOf(cancel) ?? []) : []));
  const ours = [...shopMoney(payment), ...guardMoney(payment)].filter(({ id }) => !done.includes(id));
  return ours.map(({ id }) => `${payment.imp_uid}: ${id} is ours, and no cancel is done by it`);
}

/** Money that came in wrongly goes back where the policy says so, or somebody is told why it cannot. */
function leftUndone(order: OrderDocument, payment: Payment, moneyPolicy: MoneyPolicy): string[] {
  const isForged = wasPaid(payment) && !isRight(order, payment) && !isHeld(order, payment);
  const isUntouched = !order.cancels.some(({ impUid, kind }) => impUid === payment.imp_uid && kind === 'cancel');
  if (moneyPolicy.forgedPayment !== 'cancel' || !isForged || !holdsMoney(payment) || !isUntouched) return [];
  const isAsked = payment.pay_method === 'vbank' && hasAttention(order, payment.imp_uid, 'refundAccountMissing');
  return isAsked ? [] : [`${payment.imp_uid} is forged, and nobody gives it back`];
}
