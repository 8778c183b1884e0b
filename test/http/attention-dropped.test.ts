import { pino } from 'pino';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import type { OrderDocument } from '../../src/store/order.model';
import { useCheckout } from '../support/checkout';

const lines: Record<string, unknown>[] = [];
const logger = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
const shop = useCheckout({}, logger);
const dropped = () => lines.filter(({ msg }) => msg === 'attention dropped: the order has no room');

test('a duplicate payment that the order has no room for is logged as an error, with its evidence', async () => {
  const { merchantUid } = await shop.paidOrder();
  const second = shop.pay(merchantUid);
  await shop.callback(second, merchantUid);
  expect(dropped()).toEqual([]);

  const [entry] = (await shop.stored(merchantUid))?.attention ?? [];
  const full = Array.from({ length: ORDER_LIMITS.attentionWithMoney }, (_, n) => ({ ...entry!, impUid: `imp_${n}` }));
  const orders = shop.db().collection<OrderDocument>('orders');
  await orders.updateOne({ _id: merchantUid }, { $set: { attention: full } });
  const beyond = shop.pay(merchantUid);
  await shop.callback(beyond, merchantUid);
  const evidence = { reason: 'duplicate', source: 'callback', status: 'paid', amount: '64900', currency: 'KRW' };
  expect(dropped()).toMatchObject([{ level: 50, merchant_uid: merchantUid, imp_uid: beyond, ...evidence }]);
  expect((await shop.stored(merchantUid))?.attention).toHaveLength(ORDER_LIMITS.attentionWithMoney);
});
