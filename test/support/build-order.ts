import type { Amount } from '../../src/domain/money';
import type { Order } from '../../src/domain/order';
import { orderAfter, type OrderChange } from '../../src/domain/order-change';

/** The fields that a test may set; `amount` is in the currency's smallest unit. */
export type OrderOverrides = Partial<Omit<Order, 'amount'>> & { readonly amount?: number };

/** Builds a valid order: just registered, 64,900 won, without a deadline. */
export function buildOrder({ amount = 64_900, ...overrides }: OrderOverrides = {}): Order {
  return {
    merchantUid: 'ord-2026-0001',
    name: 'Norway swivel chair',
    amount: amount as Amount,
    currency: 'KRW',
    customerId: 'customer-7',
    buyer: {
      name: 'Han Bada',
      email: 'han@example.test',
      tel: '010-0000-0000',
      addr: 'Sinsa-dong, Gangnam-gu, Seoul',
      postcode: '01181',
    },
    expiresAt: null,
    state: 'pending',
    revision: 0,
    paidBy: null,
    virtualAccount: null,
    closedAt: null,
    closing: null,
    preparedAt: null,
    earlierAmounts: [],
    payments: [],
    unlistedAccounts: [],
    cancels: [],
    attention: [],
    history: [],
    createdAt: new Date('2026-11-21T00:55:00Z'),
    ...overrides,
  };
}

/** The order after a change, if any. */
export function withChange(order: Order, change: OrderChange | null): Order {
  return change === null ? order : orderAfter(order, change);
}
