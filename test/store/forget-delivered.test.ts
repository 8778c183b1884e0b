import type { mongo } from 'mongoose';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { forgetDelivered } from '../../src/store/forget-delivered';
import type { OrderDocument } from '../../src/store/order.model';
import { useDatabase } from '../support/database';

const database = useDatabase();

test('a delivered message that is opened for a resend meanwhile is kept', async () => {
  const orders = database.db().collection<OrderDocument>('outboxes');
  const at = new Date('2026-11-21T01:00:00Z');
  const count = ORDER_LIMITS.deliveredMessages + 2;
  const outbox = Array.from({ length: count }, (_, n) => ({ id: `ord_${n}`, deliveredAt: at }));
  await orders.insertOne({ _id: 'ord', outbox } as never);
  const open = { $set: { 'outbox.0.deliveredAt': null } };
  const resendsMeanwhile = {
    findOne: async (...args: Parameters<typeof orders.findOne>) => {
      const found = await orders.findOne(...args);
      await orders.updateOne({ _id: 'ord' }, open);
      return found;
    },
    updateOne: orders.updateOne.bind(orders),
  } as unknown as mongo.Collection<OrderDocument>;

  await forgetDelivered(resendsMeanwhile, 'ord');
  const kept = (await orders.findOne({ _id: 'ord' }))?.outbox.map(({ id }) => id);
  expect(kept).toHaveLength(count - 1);
  expect(kept?.[0]).toBe('ord_0');
  expect(kept?.[1]).toBe('ord_2');
});
