import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { withDatabaseName } from '../../test/support/database-uri';
import { startMeasured } from '../measured-server';
import { BUILT_SERVICE, type PaymentFields, type World } from '../start-processes';
import { measuredSettings } from '../verify/subjects';
import { createShopClient } from './shop-client';

/** An order as it lies in the database, whatever its fields are. */
export type StoredOrder = mongo.Document & { readonly _id: string };

export const ORDER_KINDS = ['settled', 'waitingMessage', 'pending', 'account', 'attention'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** One order of each kind, as the service has written it, and the ids that a copy replaces. */
export interface OrderTemplate {
  readonly document: StoredOrder;
  readonly ids: readonly string[];
  /** When it was read: what lay ahead then lies ahead in its copies. */
  readonly readAt: Date;
}
export type OrderTemplates = Readonly<Record<OrderKind, OrderTemplate>>;

const DATABASE = 'bench_growth_template';
const AMOUNT = 64_900;
/** By then, a pass has delivered what is due, and has written it down. */
const DELIVERED_MS = 4_000;
const HELD_BACK_S = 3_600;

const BUYER = {
  name: '홍길동',
  email: 'gildong@example.com',
  tel: '010-4242-4242',
  addr: '서울특별시 강남구 신사동 661-16',
  postcode: '06018',
};

/** Has the built service write one order of each kind. */
export async function makeTemplates(world: World): Promise<OrderTemplates> {
  const service = await startMeasured(BUILT_SERVICE, measuredSettings(world, DATABASE), { hasReadyRoute: true });
  const client = await mongo.MongoClient.connect(withDatabaseName(world.uri, DATABASE, 'bench'));
  try {
    const shop = createShopClient(service.url, world);
    const orders = client.db().collection<StoredOrder>('orders');

    async function make(kind: OrderKind, payment: PaymentFields | null, expected = 200): Promise<OrderTemplate> {
      const merchant_uid = `template${kind}${Date.now()}`;
      const terms = {
        merchant_uid,
        name: '노르웨이 회전 의자',
        amount: AMOUNT,
        customer_id: `customer-${merchant_uid}`,
      };
      await shop.send('POST', '/orders', { ...terms, buyer: BUYER }, 201);
      const [ids] = payment === null ? [] : await world.pay([merchant_uid], payment);
      if (ids !== undefined) await shop.send('POST', '/payments/complete', ids, expected);
      await sleep(DELIVERED_MS);
      const document = await orders.findOne({ _id: merchant_uid });
      if (document === null) throw new Error(`${merchant_uid} is not there`);
      return { document, ids: [merchant_uid, ...(ids ? [ids.imp_uid] : [])], readAt: new Date() };
    }

    const settled = await make('settled', {});
    const pending = await make('pending', null);
    const account = await make('account', { status: 'ready' });
    const attention = await make('attention', { amount: 100 }, 400);
    await world.receiverAnswers({ status: 503, retryAfterS: HELD_BACK_S });
    const waitingMessage = await make('waitingMessage', {});
    await world.receiverAnswers({ status: 204 });
    return { settled, waitingMessage, pending, account, attention };
  } finally {
    service.stop();
    await client.db().dropDatabase();
    await client.close();
  }
}
