import type { Payment } from '../../sandbox/iamport/payments/payment';
import type { OrderDocument } from '../../src/store/order.model';
import {
  holdsMoney,
  isHeld,
  isLate,
  isOpenAccount,
  isOwn,
  isRight,
  unitsOf,
  wasIssuedInTime,
  wasPaid,
} from './truth-rules';

/**
 * In what an order differs from i'mport's truth, once everything has been reported: one line each, empty where nothing.
 *
 * @param payments all that i'mport holds, the orders of others included
 */
export function findDifferences(order: OrderDocument, payments: readonly Payment[]): string[] {
  const own = payments.filter((payment) => isOwn(order, payment));
  return [
    ...own.flatMap((payment) => recordDifferences(order, payment)),
    ...own.flatMap((payment) => evidenceDifferences(order, payment)),
    ...stateDifferences(order, own),
  ].map((line) => `${order._id}: ${line}`);
}

function recordDifferences(order: OrderDocument, payment: Payment): string[] {
  const { imp_uid, status, cancel_amount, currency } = payment;
  const stored = order.payments.find(({ impUid }) => impUid === imp_uid);
  if (stored === undefined) return mayBeUnknown(order, payment) ? [] : [`${imp_uid} (${status}) is not stored`];
  const cancelled = unitsOf(cancel_amount, currency);
  return stored.status === status && stored.cancelAmount === cancelled
    ? []
    : [`${imp_uid} is stored as ${stored.status} ${stored.cancelAmount}, and is ${status} ${cancelled}`];
}

/**
 * Whether an order may end without it: a window that was opened before the order was registered, and never took money nor
 * issued an account. Nothing tells of it after the registration, and a settled order is not polled.
 */
function mayBeUnknown(order: OrderDocument, payment: Payment): boolean {
  const isOlder = payment.started_at * 1000 <= order.createdAt.getTime();
  return isOlder && order.paidBy !== null && !wasPaid(payment) && !isOpenAccount(payment);
}

/** No refused money, and no account that asks for a wrong sum, goes without somebody being told. */
function evidenceDifferences(order: OrderDocument, payment: Payment): string[] {
  const reasons = order.attention.filter(({ impUid }) => impUid === payment.imp_uid).map(({ reason }) => reason);
  const has = (...wanted: typeof reasons) => wanted.some((reason) => reasons.includes(reason));
  const wrong = `${payment.imp_uid} (${payment.status}) raised ${reasons.join(' and ') || 'nothing'}`;
  if (isHeld(order, payment) && payment.imp_uid !== order.paidBy) {
    const isOpen = holdsMoney(payment) || isOpenAccount(payment);
    return isOpen && !has('olderThanOrder', 'amountChanged') ? [wrong] : [];
  }
  if (!isRight(order, payment)) {
    const isAtStake = wasPaid(payment) || isOpenAccount(payment);
    return isAtStake && !has('amountDiffers', 'currencyDiffers') ? [wrong] : [];
  }
  if (payment.imp_uid === order.paidBy) return has('amountDiffers', 'currencyDiffers', 'duplicate') ? [wrong] : [];
  return holdsMoney(payment) && !has('duplicate', 'late') ? [wrong] : [];
}

function stateDifferences(order: OrderDocument, own: readonly Payment[]): string[] {
  if (order.paidBy !== null) return [];
  const right = own.filter((payment) => isRight(order, payment) && !isHeld(order, payment));
  const missed = right.filter((each) => holdsMoney(each) && !isLate(order, each));
  const accounts = right.filter((each) => isOpenAccount(each) && wasIssuedInTime(order, each));
  const isWaiting = accounts.length > 0;
  const named = order.virtualAccount?.impUid ?? null;
  return [
    ...missed.map(({ imp_uid }) => `${order.state}, although ${imp_uid} paid it`),
    ...(order.state === 'ready' && !isWaiting ? ['ready, but no account is open'] : []),
    ...(order.state === 'pending' && isWaiting ? ['pending, although an account is open'] : []),
    ...(order.state === 'ready' && !accounts.some(({ imp_uid }) => imp_uid === named)
      ? [`ready, by ${named}, which is no open account`]
      : []),
  ];
}
