import { Impossible } from '../../sandbox/iamport/impossible';

/** Does something at i'mport, or nothing where a refund under way, which nobody can see, does not allow it. */
export function ifPossible(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Impossible)) throw error;
  }
}
