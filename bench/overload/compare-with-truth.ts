import type { Connection } from 'mongoose';
import type { Sandbox } from '../../sandbox/iamport/sandbox';
import type { OrderDocument } from '../../src/store/order.model';
import type { Differences, Ids } from '../start-processes';

/** Compares orders with the payments that the sandbox holds for them, and counts the shop's notifications. */
export async function compareWithTruth(
  connection: Connection,
  sandbox: Sandbox,
  seeded: readonly Ids[],
): Promise<Differences> {
  const orders = connection.getClient().db(connection.name).collection<OrderDocument>('orders');
  const wrong: string[] = [];
  const notifiedTwiceOrNever: string[] = [];
  for (const { imp_uid, merchant_uid } of seeded) {
    const order = await orders.findOne({ _id: merchant_uid });
    const truth = sandbox.payments.get(imp_uid);
    const isPaid = truth?.status === 'paid' && truth.amount === order?.amount;
    const expected = isPaid ? { state: 'paid', paidBy: imp_uid } : { state: 'pending', paidBy: null };
    if (order?.state !== expected.state || order.paidBy !== expected.paidBy) wrong.push(merchant_uid);
    const told = order?.outbox.filter(({ message }) => message.channel === 'shop' && message.event === 'order.paid');
    if (told?.length !== (isPaid ? 1 : 0)) notifiedTwiceOrNever.push(merchant_uid);
  }
  return { orders: seeded.length, wrong, notifiedTwiceOrNever };
}
