import { quietLogger } from '../../support/quiet-logger';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { createShop, type Shop } from '../../../sandbox/shop/create-shop';
import { loadConfig } from '../../../src/config/load-config';
import { startService, type Service } from '../../../src/composition/start-service';
import { useDatabase } from '../../support/database';
import { serviceSettings } from '../../support/service-settings';

export const ORDERS_API_KEY = 'shop-test-key-0123456789';

/** What `POST /api/orders` answers. */
export interface PlacedOrder {
  readonly merchant_uid: string;
  readonly order_path: string;
  readonly payment: Readonly<Record<string, unknown>> & { readonly amount: number; readonly name: string };
}

/** How a test file's shop differs from the others'. */
export interface ShopStackOptions {
  /** Settings of the service beside those that wire it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Tells the shop the time. @default always the same half hour past midnight, in Korea */
  readonly now?: () => Date;
}

const MIDNIGHT_IN_KOREA = () => new Date('2026-11-21T15:30:00Z');

/** The shop in front of the real service, on a real database and the sandbox's real server, for one test file. */
export function useShop({ settings = {}, now = MIDNIGHT_IN_KOREA }: ShopStackOptions = {}) {
  const database = useDatabase();
  let sandbox: Sandbox;
  let shop: Shop;
  let service: Service;

  beforeAll(async () => {
    sandbox = await createSandbox();
    shop = await createShop({
      serviceUrl: () => service.url,
      ordersApiKey: ORDERS_API_KEY,
      sandboxUrl: sandbox.url,
      now,
    });
    service = await startService(
      loadConfig({
        ...serviceSettings(database.uri, sandbox),
        ORDERS_API_KEY,
        // The sandbox is an origin too: its guide page stands for a merchant's.
        CORS_ORIGINS: `${shop.url},${sandbox.url}`,
        CHECKOUT_RESULT_URL: shop.resultUrl,
        ...settings,
      }),
      quietLogger(),
    );
    await service.started;
  });
  afterAll(async () => {
    await service.stop();
    await shop.close();
    await sandbox.close();
  });

  const http = () => supertest(shop.url);
  const post = (body: object) => http().post('/api/orders').send(body);

  return {
    http,
    post,
    sandbox: () => sandbox,
    shop: () => shop,
    service: () => service,
    stored: (merchantUid: string) => database.db().collection<{ _id: string }>('orders').findOne({ _id: merchantUid }),
    storedCount: () => database.db().collection('orders').countDocuments(),

    /** Places an order as a browser does: the guide's chair by card, unless said. */
    async place(fields: Record<string, unknown> = {}): Promise<PlacedOrder> {
      const reply = await post({ goods: 'chair', method: 'card', ...fields });
      if (reply.status !== 201) throw new Error(`POST /api/orders: ${reply.status} ${reply.text}`);
      return reply.body as PlacedOrder;
    },
    /** Puts a payment of an order at i'mport, paid as the shop asked unless said, and answers its `imp_uid`. */
    pay: ({ merchant_uid, payment }: PlacedOrder, fields: Record<string, unknown> = {}): string =>
      sandbox.payments.create({ merchant_uid, amount: payment.amount, status: 'paid', ...fields }).imp_uid,
    /** Reports it as the page's callback does. */
    report: (imp_uid: string, { merchant_uid }: PlacedOrder) =>
      supertest(service.url).post('/payments/complete').set('origin', shop.url).send({ imp_uid, merchant_uid }),
    view: async ({ merchant_uid }: PlacedOrder) =>
      (await http().get(`/api/orders/${merchant_uid}`)).body as Record<string, unknown>,
  };
}
