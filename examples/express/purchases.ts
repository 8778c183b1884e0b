import { Schema, type Connection } from 'mongoose';

/** What the shop itself knows of an order. The payment is known to the checkout, under the same merchantUid. */
export interface Purchase {
  merchantUid: string;
  goods: string;
  shippedAt: Date | null;
}

const schema = new Schema<Purchase>({
  merchantUid: { type: String, required: true, unique: true },
  goods: { type: String, required: true },
  shippedAt: { type: Date, default: null },
});

/** The shop's own model, on the shop's own connection. */
export const purchasesOf = (connection: Connection) => connection.model('Purchase', schema);
