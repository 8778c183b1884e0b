import type { DeadLetters, Letter } from '../store/dead-letters';

/** What came of it; `notDead` where it is delivered, or still on its way. */
export type ReplayResult =
  { readonly result: 'replayed'; readonly letter: Letter } | { readonly result: 'notificationNotFound' | 'notDead' };

/** The service as the routes call it, with its dependencies bound. */
export type ReplayNotification = (id: string) => Promise<ReplayResult>;

export interface ReplayNotificationDeps {
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
}

/**
 * Sends a dead letter on its way again, with all its tries and under its old id: a receiver that has it drops it.
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
