/**
 * How many entries each list of an order holds at most, so that an order stays under 1 MB with the longest values, unless
 * the shop names very many payments with money.
 * docs/operations.md says what happens at each bound. test/domain/order-size.test.ts fills an order to all of them.
 */
export const ORDER_LIMITS = {
  /** Payments without money, of each kind: anybody can open a payment window or an account free of charge. */
  paymentsOfAKind: 40,
  /** Payments with money, without the one that settles the order. */
  paymentsWithMoney: 25,
  /** Payments in all, with those that the shop names and those whose account is being revoked. */
  payments: 200,
  /** Ids of open accounts that the list of payments has no room for. */
  unlistedAccounts: 200,
  /** The newest cancellations of one payment, as i'mport reports them. */
  cancellations: 20,
  /** Cancels that the shop requests. */
  shopCancels: 40,
  /** Revocations of one account: another one is recorded only after the last was dropped. */
  revocations: 3,
  /** Attention about money of this order. */
  attentionWithMoney: 60,
  /** Attention of each other group. */
  attentionOfAGroup: 20,
  /** Transitions; the newest stay. */
  history: 100,
  /** Transitions to `ready`. Later ones between `pending` and `ready` are made without history and messages. */
  accountMoves: 20,
  earlierAmounts: 100,
  reminders: 10,
  /** Delivered messages but for alerts; the newest stay. Messages that wait, and dead letters, are never removed. */
  deliveredMessages: 50,
  /** Delivered alerts; the newest stay. They tell persons of what the order's attention keeps. */
  deliveredAlerts: 10,
} as const;
