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
  const outbox = Array.from({ length: count }, (_, n) => ({
    id: `ord_${n}`,
    message: { channel: 'shop' },
    deliveredAt: at,
  }));
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

test('alerts push out no other message, and their newest stay', async () => {
  const orders = database.db().collection<OrderDocument>('outboxes');
  const deliveredAt = new Date('2026-11-21T01:00:00Z');
  const of = (channel: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: `${channel}_${n}`, message: { channel }, deliveredAt }));
  const { deliveredMessages, deliveredAlerts } = ORDER_LIMITS;
  const outbox = [...of('shop', deliveredMessages - 1), ...of('sms', 1), ...of('alert', 60)];
  await orders.insertOne({ _id: 'alerted', outbox } as never);
  await forgetDelivered(orders, 'alerted');
  const kept = (await orders.findOne({ _id: 'alerted' }))?.outbox.map(({ id }) => id) ?? [];
  expect(kept.filter((id) => !id.startsWith('alert'))).toHaveLength(deliveredMessages);
  expect(kept.filter((id) => id.startsWith('alert'))).toEqual(
    Array.from({ length: deliveredAlerts }, (_, n) => `alert_${60 - deliveredAlerts + n}`),
  );
});
