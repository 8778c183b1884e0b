import { CheckoutError } from '../domain/errors';

/** Runs the work of one order. @returns undefined when the work failed and the order is skipped */
export type TryOrder = <Result>(merchantUid: string, work: () => Promise<Result>) => Promise<Result | undefined>;

/** This many failures in a row have a common cause. */
const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Creates a function that runs the work of one order after another, and skips an order that fails. Without it an order
 * that always fails (too large a document, a bug) would block the others in every pass.
 *
 * @param onOrderFailed called for each skipped order
 * @returns a function for one run over orders. It throws when the database is unavailable and when several orders fail
 * in a row: skipping them would lose their payments
 */
export function skipPoisonOrder(onOrderFailed: (error: unknown, merchantUid: string) => void): TryOrder {
  let failuresInARow = 0;
  return async (merchantUid, work) => {
    try {
      const result = await work();
      failuresInARow = 0;
      return result;
    } catch (error) {
      if (error instanceof CheckoutError && error.code === 'unavailable') throw error;
      failuresInARow += 1;
      if (failuresInARow >= MAX_FAILURES_IN_A_ROW) throw error;
      onOrderFailed(error, merchantUid);
      return undefined;
    }
  };
}
