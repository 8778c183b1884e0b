import type { Connection } from 'mongoose';
import type { VirtualAccount } from '../domain/payment';
import { isDuplicateKey, unavailable } from './unavailable';

/** The payment data of customers. */
export interface Users {
  /**
   * Stores the account that was issued last in the customer's record. Idempotent, and calls may come in any order: an
   * account that was issued before the stored one changes nothing. An account without a date counts as the earliest.
   *
   * @throws CheckoutError `unavailable`
   */
  keepVirtualAccount(customerId: string, merchantUid: string, account: VirtualAccount): Promise<void>;
  /**
   * Removes the customer's record if its account is that of this order.
   *
   * @throws CheckoutError `unavailable`
   */
  forgetAccount(customerId: string, merchantUid: string): Promise<void>;
}

/** Stands for a missing date: a comparison with null matches no date. */
const UNDATED = new Date(0);

/** Opens the customers of a connected store. */
export function createUsers(connection: Connection): Users {
  // The schema is loaded by the first account, and not at the start.
  const openModel = async () => (await import('./user.model.js')).userModel(connection);
  return {
    async keepVirtualAccount(customerId, merchantUid, account) {
      const notNewer = { _id: customerId, 'virtualAccount.issuedAt': { $not: { $gt: account.issuedAt ?? UNDATED } } };
      const kept = { $set: { merchantUid, virtualAccount: account } };
      await unavailable(async () => {
        const model = await openModel();
        try {
          await model.updateOne(notNewer, kept, { upsert: true });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          // A record exists: with a newer account, or with an older one that another call has just inserted.
          await model.updateOne(notNewer, kept);
        }
      });
    },

    async forgetAccount(customerId, merchantUid) {
      await unavailable(async () => (await openModel()).deleteOne({ _id: customerId, merchantUid }));
    },
  };
}
