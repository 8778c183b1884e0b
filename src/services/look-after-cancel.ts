import { followUpCancel } from '../domain/cancel/follow-up-cancel';
import { changeCancel, type ChangeCancelDeps } from './change-cancel';

/** What lookAfterCancel needs of the world. */
export interface LookAfterCancelDeps extends ChangeCancelDeps {
  readonly random: () => number;
}

/**
 * Says when the payment is to be read again, after a look that did not show what has become of a cancel.
 *
 * @returns whether that is still open
 * @throws CheckoutError `unavailable`
 */
export async function lookAfterCancel(deps: LookAfterCancelDeps, merchantUid: string, id: string): Promise<boolean> {
  const looked = await changeCancel(deps, merchantUid, id, (cancel, order, at) =>
    followUpCancel(cancel, order, at, deps.random()),
  );
  return looked !== null;
}
