import { CheckoutError } from '../domain/errors';

export interface SkipPoisonOrderDeps {
  /** Told of each order that was passed over. */
  readonly onOrderFailed: (error: unknown, merchantUid: string) => void;
}

/** So many failures in a row are no single order's fault. */
const FAILURES_OF_US_ALL = 3;

/**
 * Does the same with many orders, so that one that always fails (too large a document, a fault of ours) does not keep
 * the others waiting for ever: it is told of and passed over.
 *
 * @returns runs one, and gives what came of it; undefined where it failed. It throws where the database is at fault,
 * and where several fail in a row: to pass over those would lose what was found of them
 */
export function skipPoisonOrder(
  deps: SkipPoisonOrderDeps,
): <Result>(merchantUid: string, work: () => Promise<Result>) => Promise<Result | undefined> {
  let inARow = 0;
  return async (merchantUid, work) => {
    try {
      const result = await work();
      inARow = 0;
      return result;
    } catch (error) {
      if (error instanceof CheckoutError && error.code === 'unavailable') throw error;
      inARow += 1;
      if (inARow >= FAILURES_OF_US_ALL) throw error;
      deps.onOrderFailed(error, merchantUid);
      return undefined;
    }
  };
}
