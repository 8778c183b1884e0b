import type { Connection, mongo } from 'mongoose';
import { collectionOf, ORDERS } from './collection-names';
import type { OrderDocument } from './order.model';

/** The `orders` collection of the driver. */
export function orderCollection(connection: Connection): mongo.Collection<OrderDocument> {
  return collectionOf<OrderDocument>(connection, ORDERS);
}
