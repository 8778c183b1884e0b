import type { DeadLetters, Letter } from '../store/dead-letters';

/** The result: `notDead` when the message was delivered or is still to be delivered. */
export type ReplayResult =
  { readonly result: 'replayed'; readonly letter: Letter } | { readonly result: 'notificationNotFound' | 'notDead' };

/** The service with its dependencies bound. */
export type ReplayNotification = (id: string) => Promise<ReplayResult>;

export interface ReplayNotificationDeps {
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
}

/**
 * Makes a dead letter due again with a full set of tries. It keeps its id, so a receiver that has it already drops it.
 *
 * @throws CheckoutError `unavailable`
 */
export async function replayNotification(
  { deadLetters, now }: ReplayNotificationDeps,
  id: string,
): Promise<ReplayResult> {
  const letter = await deadLetters.find(id);
  if (letter === null) return { result: 'notificationNotFound' };
  return (await deadLetters.revive(letter, now())) ? { result: 'replayed', letter } : { result: 'notDead' };
}
