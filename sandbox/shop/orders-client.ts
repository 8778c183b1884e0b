import { z } from 'zod';
import type { ShopSettings } from './shop-options';

/** What is registered with the service before the payment window opens. */
export interface NewOrder {
  readonly name: string;
  /** In won. */
  readonly amount: number;
  readonly buyer: { readonly name?: string; readonly tel?: string; readonly email?: string } | null;
}

const Account = z.object({
  vbank_name: z.string().nullable(),
  /** Null where the payment provider alone tells the buyer where to pay. */
  vbank_num: z.string().nullable(),
  vbank_holder: z.string().nullable(),
  vbank_date: z.string().nullable(),
});

const ServiceOrder = z.object({
  merchant_uid: z.string(),
  status: z.string(),
  name: z.string(),
  amount: z.number(),
  currency: z.string(),
  virtual_account: Account.nullable(),
  payments: z.array(z.object({ outcome: z.string(), fail_reason: z.string().nullable() })),
  attention: z.array(z.object({ reason: z.string() })),
});

/** As much of the service's answer as the shop looks at. */
export type ServiceOrder = z.output<typeof ServiceOrder>;

/** The shop's line to the service: the one place that knows the key. */
export interface OrdersClient {
  /** @throws ServiceUnavailable */
  readonly registerOrder: (order: NewOrder) => Promise<ServiceOrder>;
  /**
   * The order as it stands, or null where the service knows none.
   * @throws ServiceUnavailable
   */
  readonly findOrder: (merchantUid: string) => Promise<ServiceOrder | null>;
}

/** The service did not answer, or not as agreed. */
export class ServiceUnavailable extends Error {
  override name = 'ServiceUnavailable';
}

const TIMEOUT_MS = 10_000;

/** Makes the client. It holds no state, so one is enough for all requests. */
export function createOrdersClient(settings: Pick<ShopSettings, 'serviceUrlOfServers' | 'ordersApiKey'>): OrdersClient {
  const call = (path: string, init: RequestInit = {}) => callService(settings, path, init);
  return {
    async registerOrder(order) {
      const reply = await call('/orders', { method: 'POST', body: JSON.stringify(order) });
      return readOrder(reply);
    },
    async findOrder(merchantUid) {
      const reply = await call(`/orders/${encodeURIComponent(merchantUid)}`);
      return reply.status === 404 ? null : readOrder(reply);
    },
  };
}

async function callService(
  { serviceUrlOfServers, ordersApiKey }: Pick<ShopSettings, 'serviceUrlOfServers' | 'ordersApiKey'>,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const headers = { authorization: `Bearer ${ordersApiKey}`, 'content-type': 'application/json' };
  try {
    return await fetch(serviceUrlOfServers() + path, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new ServiceUnavailable('the service did not answer', { cause: error });
  }
}

async function readOrder(reply: Response): Promise<ServiceOrder> {
  if (!reply.ok) throw new ServiceUnavailable(`the service answered ${reply.status}`);
  try {
    return ServiceOrder.parse(await reply.json());
  } catch (error) {
    throw new ServiceUnavailable('the service answered something else than an order', { cause: error });
  }
}
