import type { AttentionEntry, AttentionReason, Order } from '../domain/order';
import { cameToNothing, hasMoney, holdsOpenAccount, isCancelledWhole } from '../domain/payment';
import type { PaymentRecord } from '../domain/payment-record';

/** What a person can do about an attention entry beside the acknowledgement: a form of the order's page, or its messages. */
export type SuggestedAction = 'recheck' | 'accept' | 'cancel' | 'revoke' | 'close' | 'messages';

/** Suggests what to do about an attention entry, the first choice first. Empty where the order only has to be acknowledged. */
export function suggestActions(order: Order, entry: AttentionEntry): readonly SuggestedAction[] {
  const { reason, impUid } = entry;
  if (isGivenBack(order, entry)) return [];
  const payment = order.payments.find((each) => each.impUid === impUid);
  switch (reason) {
    case 'amountDiffers':
    case 'currencyDiffers':
    case 'duplicate':
      // The service revokes such accounts by itself.
      return isAccount(payment) ? [] : giveBack(payment);
    case 'late':
    case 'olderThanOrder':
    case 'amountChanged':
      return decide(order, reason, payment);
    case 'accountDueTooFar':
    case 'revokeKeyMissing':
      return payment === undefined || isAccount(payment) ? ['revoke'] : [];
    case 'unknownStatus':
    case 'unreadable':
    case 'cancelDelayed':
      return ['recheck'];
    case 'refundAccountMissing':
      return giveBack(payment);
    case 'cancelRefused':
      return isAccount(payment) ? ['revoke'] : giveBack(payment);
    case 'cancelUnclear':
      return ['recheck', ...(isAccount(payment) ? (['revoke'] as const) : giveBack(payment))];
    case 'tooManyAccounts':
      return order.state === 'closed' ? [] : ['close'];
    case 'notificationFailed':
      return ['messages'];
    case 'replay':
    case 'testChannel':
      return [];
  }
}

/** Whether the entry is about an account that has taken no money. */
export function isAboutAccount(order: Order, { impUid, reported }: AttentionEntry): boolean {
  const payment = order.payments.find((each) => each.impUid === impUid);
  return payment === undefined ? reported?.status === 'ready' : isAccount(payment) || cameToNothing(payment);
}

const isAccount = (payment: PaymentRecord | undefined) => payment !== undefined && holdsOpenAccount(payment);

/** Reasons that a payment of the order raises whose money does not count for it. */
export const NOT_COUNTED: readonly AttentionReason[] = [
  'amountDiffers',
  'currencyDiffers',
  'duplicate',
  'late',
  'olderThanOrder',
  'amountChanged',
];

/** Reasons whose work is the money of their payment. */
const ABOUT_MONEY: readonly AttentionReason[] = [
  ...NOT_COUNTED,
  'refundAccountMissing',
  'cancelRefused',
  'cancelUnclear',
  'cancelDelayed',
];

/** Whether all money of the entry's payment has been given back since: the order only has to be acknowledged. */
export function isGivenBack(order: Order, { impUid, reason }: AttentionEntry): boolean {
  const payment = order.payments.find((each) => each.impUid === impUid);
  return payment !== undefined && isCancelledWhole(payment) && ABOUT_MONEY.includes(reason);
}

/** A payment that the order has no record of may hold money. */
function giveBack(payment: PaymentRecord | undefined): readonly SuggestedAction[] {
  return payment !== undefined && cameToNothing(payment) ? [] : ['cancel'];
}

function decide(
  order: Order,
  reason: 'late' | 'olderThanOrder' | 'amountChanged',
  payment: PaymentRecord | undefined,
): readonly SuggestedAction[] {
  if (payment !== undefined && order.paidBy === payment.impUid) return [];
  // A late account is revoked by the service; the others are left to a person.
  if (isAccount(payment)) return reason === 'late' ? [] : ['revoke'];
  const mayAccept = order.paidBy === null && payment !== undefined && hasMoney(payment);
  return [...(mayAccept ? (['accept'] as const) : []), ...giveBack(payment)];
}
