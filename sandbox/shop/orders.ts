import type { CheckoutClient, Order } from '../../src/client';

/** The shop's line to the service. */
export type Orders = () => Pick<CheckoutClient['orders'], 'register' | 'get'>;

/**
 * The order as it stands, or null where the service knows none.
 *
 * @throws CheckoutClientError
 */
export async function findOrder(orders: Orders, merchantUid: string): Promise<Order | null> {
  const result = await orders().get(merchantUid);
  if (result.status === 'ok') return result.order;
  if (result.status === 'orderNotFound') return null;
  throw new Error(`the service refused to show an order: ${result.status}`);
}
