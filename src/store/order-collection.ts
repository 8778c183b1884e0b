import type { Connection, mongo } from 'mongoose';
import { ORDERS } from './collection-names';
import type { OrderDocument } from './order.model';

/** The `orders` collection of the driver. It casts nothing and fills in no defaults: the caller's types are trusted. */
export function orderCollection(connection: Connection): mongo.Collection<OrderDocument> {
  return connection.getClient().db(connection.name).collection<OrderDocument>(ORDERS);
}
