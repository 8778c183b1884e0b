import type { Actor } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import { newOutboxEntry } from '../domain/outbox';
import type { DeadLetters } from '../store/dead-letters';
import type { Letter } from '../store/letter';

/** The result: `notDead` when the message was delivered or is still to be delivered. */
export type ReplayResult =
  { readonly result: 'replayed'; readonly letter: Letter } | { readonly result: 'notificationNotFound' | 'notDead' };

/** The service with its dependencies bound. */
export type ReplayNotification = (id: string, actor: Actor) => Promise<ReplayResult>;

/** What is needed to replay a letter that was found. */
export type ReplayLetterDeps = Omit<ReplayNotificationDeps, 'deadLetters'> & {
  readonly deadLetters: Pick<DeadLetters, 'revive'>;
};

export interface ReplayNotificationDeps {
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
  /** Makes the id of a message. */
  readonly newId: () => string;
}

/**
 * Makes a dead letter due again with a full set of tries. It keeps its id, so a receiver that has it already drops it. The same
 * write stores the entry for the audit log.
 *
 * @throws CheckoutError `unavailable`
 */
export async function replayNotification(
  deps: ReplayNotificationDeps,
  id: string,
  actor: Actor,
): Promise<ReplayResult> {
  const letter = await deps.deadLetters.find(id);
  if (letter === null) return { result: 'notificationNotFound' };
  return (await replayLetter(deps, letter, actor)) ? { result: 'replayed', letter } : { result: 'notDead' };
}

/**
 * Makes a dead letter due again, and records who asked.
 *
 * @param requestId the request to send all of a carrier again that it belongs to; absent for one that was named
 * @returns false where it is none any more
 */
export async function replayLetter(
  { deadLetters, now, newId }: ReplayLetterDeps,
  letter: Letter,
  actor: Actor,
  requestId?: string,
): Promise<boolean> {
  const { merchantUid, entry } = letter;
  if (entry.deadAt === undefined) return false;
  const at = now();
  const details = { notification_id: entry.id, ...(requestId !== undefined && { request_id: requestId }) };
  const deed = { action: 'replay', merchantUid, details } as const;
  const messages = auditMessages(actor, deed, at).map((message) => newOutboxEntry(newId(), message, at));
  return deadLetters.revive(letter, at, messages);
}
