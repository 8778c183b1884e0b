import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';

/** What the stack floor reads of an order, and writes. Registered by the service's own code. */
export interface FloorOrder {
  readonly _id: string;
  readonly state: string;
  readonly revision: number;
  readonly amount: number;
  readonly currency: string;
  readonly paidBy: string | null;
  readonly payments: readonly unknown[];
  readonly history: readonly unknown[];
  readonly outbox: readonly unknown[];
}

/** The event of a payment, with what its delivery has come to. */
export interface FloorEntry {
  readonly id: string;
  readonly message: FloorMessage;
  readonly createdAt: Date;
  readonly floorDueAt: Date;
  readonly attempts: number;
  readonly deliveredAt: Date | null;
}

export interface FloorMessage {
  readonly channel: 'shop';
  readonly event: 'order.paid';
  readonly data: {
    readonly merchant_uid: string;
    readonly imp_uid: string;
    readonly status: 'paid';
    readonly amount: number;
    readonly cancel_amount: number;
    readonly currency: string;
    readonly at: string;
  };
}

type Orders = mongo.Collection<FloorOrder>;

export const findOrder = (orders: Orders, merchantUid: string) => orders.findOne({ _id: { $eq: merchantUid } });

/**
 * Settles an order by one conditional write: state, payment, history and outbox together.
 *
 * @returns null, with nothing changed, where somebody else was first
 */
export async function settleOrder(
  orders: Orders,
  { _id, state, revision, amount, currency }: FloorOrder,
  payment: { readonly imp_uid: string },
): Promise<FloorEntry | null> {
  const { imp_uid } = payment;
  const at = new Date();
  const data = { merchant_uid: _id, imp_uid, amount, cancel_amount: 0, currency, at: at.toISOString() };
  const message = { channel: 'shop', event: 'order.paid', data: { ...data, status: 'paid' } } as const;
  const entry = { id: randomUUID(), message, createdAt: at, floorDueAt: at, attempts: 1, deliveredAt: null };
  const { matchedCount } = await orders.updateOne(
    { _id: { $eq: _id }, state, revision },
    {
      $set: { state: 'paid', paidBy: imp_uid, payments: [payment] },
      $inc: { revision: 1 },
      $push: { history: { at, from: state, to: 'paid', source: 'callback', impUid: imp_uid }, outbox: entry },
    },
  );
  return matchedCount === 1 ? entry : null;
}

export async function markDelivered(orders: Orders, merchantUid: string, { id }: FloorEntry): Promise<void> {
  await orders.updateOne(
    { _id: { $eq: merchantUid }, 'outbox.id': id },
    { $set: { 'outbox.$[entry].deliveredAt': new Date() }, $unset: { 'outbox.$[entry].floorDueAt': 1 } },
    { arrayFilters: [{ 'entry.id': id }] },
  );
}
