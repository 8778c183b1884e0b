import { Schema, type Connection, type Model } from 'mongoose';
import type { VirtualAccount } from '../domain/payment';
import { USERS } from './collection-names';
import { virtualAccountSchema } from './payment.schema';
import { modelOf } from './model-of';
import { COLLECTION, text, type Fields } from './schema-fields';

/** A customer's payment data: the virtual account that was issued last. */
export interface UserDocument {
  /** The shop's own `customer_id`. */
  readonly _id: string;
  /** The order of the account. */
  readonly merchantUid: string;
  readonly virtualAccount: VirtualAccount;
}

const userSchema = new Schema(
  {
    _id: text,
    merchantUid: text,
    virtualAccount: { type: virtualAccountSchema, required: true },
  } satisfies Fields<UserDocument>,
  { collection: USERS, ...COLLECTION },
);

/** The `users` collection of one connection. */
export function userModel(connection: Connection): Model<UserDocument> {
  return modelOf<UserDocument>(connection, 'User', userSchema, USERS);
}
