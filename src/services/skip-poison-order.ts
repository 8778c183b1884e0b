import { CheckoutError } from '../domain/errors';

export interface SkipPoisonOrderDeps {
  /** Told of each skipped order. */
  readonly onOrderFailed: (error: unknown, merchantUid: string) => void;
}

/** This many failures in a row have a common cause. */
const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Creates a function that runs the work of one order after another, and skips an order that fails. Without it an order
 * that always fails (too large a document, a bug) would block the others for ever.
 *
 * @returns runs the work of one order; undefined when it failed. It throws when the database is unavailable and when
 * several orders fail in a row: skipping them would lose their payments
 */
export function skipPoisonOrder(
  deps: SkipPoisonOrderDeps,
): <Result>(merchantUid: string, work: () => Promise<Result>) => Promise<Result | undefined> {
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
      deps.onOrderFailed(error, merchantUid);
      return undefined;
    }
  };
}
