import type { Connection } from 'mongoose';
import type { VirtualAccount } from '../domain/payment';
import { isDuplicateKey, unavailable } from './unavailable';
import { userModel } from './user.model';

/** Customers, as far as payments go. */
export interface Users {
  /**
   * Keeps the account that was issued last on the customer's record. May be called twice and out of order: an account
   * issued earlier than the kept one changes nothing, and one without a date counts as the earliest.
   *
   * @throws CheckoutError `unavailable`
   */
  keepVirtualAccount(customerId: string, merchantUid: string, account: VirtualAccount): Promise<void>;
}

/** Before any account was issued. A comparison with null would find nothing newer. */
const UNDATED = new Date(0);

/** Opens the customers of a connected store. */
export function createUsers(connection: Connection): Users {
  const model = userModel(connection);
  return {
    async keepVirtualAccount(customerId, merchantUid, account) {
      const notNewer = { _id: customerId, 'virtualAccount.issuedAt': { $not: { $gt: account.issuedAt ?? UNDATED } } };
      const kept = { $set: { merchantUid, virtualAccount: account } };
      await unavailable(async () => {
        try {
          await model.updateOne(notNewer, kept, { upsert: true });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          // There is a record now: with a newer account, or with an older one that was inserted a moment before ours.
          await model.updateOne(notNewer, kept);
        }
      });
    },
  };
}
