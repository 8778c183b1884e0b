import type { OrderChange } from './apply-verdict';
import type { Verdict } from './judge-payment';
import { toDecimal } from './money';
import type { AttentionReason, Order } from './order';
import type { OrderState } from './order-state';
import type { OutboxMessage, ShopEventType } from './outbox';
import type { ReportedPayment, VirtualAccount } from './payment';
import { virtualAccountText } from './virtual-account-text';

const EVENT_OF_STATE: Readonly<Record<OrderState, ShopEventType>> = {
  pending: 'order.virtual_account_revoked',
  ready: 'order.virtual_account_issued',
  paid: 'order.paid',
  partially_cancelled: 'order.partially_cancelled',
  cancelled: 'order.cancelled',
  expired: 'order.expired',
  closed: 'order.closed',
};

/** What a change gives cause to tell: the shop of each transition and attention, the buyer of an issued account. */
export function messagesOf(
  order: Order,
  reported: ReportedPayment,
  verdict: Verdict,
  change: Omit<OrderChange, 'messages'>,
): OutboxMessage[] {
  const tellShop = (event: ShopEventType, at: Date, reason?: AttentionReason): OutboxMessage => ({
    channel: 'shop',
    event,
    data: {
      merchant_uid: order.merchantUid,
      imp_uid: reported.impUid,
      status: change.state,
      amount: toDecimal(order.amount, order.currency),
      cancel_amount:
        reported.cancelAmount === null || reported.currency !== order.currency
          ? null
          : toDecimal(reported.cancelAmount, reported.currency),
      currency: order.currency,
      at: at.toISOString(),
      ...(reason && { reason }),
    },
  });
  return [
    ...change.history.map(({ to, at }) => tellShop(EVENT_OF_STATE[to], at)),
    ...change.attention.map(({ reason, at }) => tellShop('payment.attention', at, reason)),
    ...(verdict.outcome === 'vbankIssued' && change.history.length > 0 ? messagesToBuyer(order, verdict.account) : []),
  ];
}

function messagesToBuyer(order: Order, account: VirtualAccount): OutboxMessage[] {
  const { merchantUid, customerId, buyer } = order;
  return [
    ...(customerId === null ? [] : [{ channel: 'customerRecord', customerId, merchantUid, account } as const]),
    ...(buyer?.tel === undefined
      ? []
      : [{ channel: 'sms', to: buyer.tel, text: virtualAccountText(order, account) } as const]),
  ];
}
