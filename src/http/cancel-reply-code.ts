import type { Cancel } from '../domain/cancel/cancel';
import type { Order } from '../domain/order';

/** How the answer to a cancel names its state. */
export function cancelReplyCode({ state, kind }: Cancel) {
  switch (state) {
    case 'requested':
    case 'sent':
    case 'accepted':
      return 'cancelling';
    case 'done':
      return kind === 'revoke' ? 'accountRevoked' : 'cancelDone';
    case 'refused':
    case 'dropped':
      return 'cancelRefused';
    case 'unclear':
      return 'cancelUnclear';
  }
}

/** How the answer to the closing of an order names what became of it. */
export function closedReplyCode({ paidBy, attention }: Order) {
  // A payment from before the closing may have been reported later.
  if (paidBy !== null) return 'paidBeforeClosing';
  return attention.some(({ reason }) => reason === 'unreadable') ? 'closedUnread' : 'closed';
}
