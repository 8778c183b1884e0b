import type { Connection, Model, Schema } from 'mongoose';
import { collectionName } from './collection-names';

/** A model of one connection. It is made once: mongoose makes a new one for each call that names a collection. */
export function modelOf<Document>(
  connection: Connection,
  name: string,
  schema: Schema,
  collection: string,
): Model<Document> {
  const made = connection.models[name] as Model<Document> | undefined;
  const own = schema as unknown as Schema<Document>;
  return made ?? connection.model<Document>(name, own, collectionName(connection, collection));
}
