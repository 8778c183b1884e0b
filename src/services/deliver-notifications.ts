import type { Channel, OutboxMessage } from '../domain/outbox';
import { retryDelayMs, type RetrySchedule } from '../domain/retry-delay';
import type { Claim, Outbox } from '../store/outbox';

/** Carries one message out. The id stays the same on every retry. Throws where the message did not arrive. */
export type Carrier<Message extends OutboxMessage = OutboxMessage> = (message: Message, id: string) => Promise<void>;

/** One carrier for each channel. */
export type Carriers = { readonly [Name in Channel]: Carrier<Extract<OutboxMessage, { channel: Name }>> };

/** What deliverNotifications needs of the world. */
export interface DeliverNotificationsDeps {
  readonly outbox: Outbox;
  readonly carriers: Carriers;
  readonly now: () => Date;
  readonly random: () => number;
  /** Ends the wait for a carrier that takes longer than the lease allows, with an error. */
  readonly withinTimeLimit: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long a claimed entry belongs to this pass, in milliseconds; longer than any carrier may take. */
  readonly leaseMs: number;
  /** The most entries of one pass. */
  readonly batchSize: number;
  readonly retry: RetrySchedule;
  readonly onFailure: (claim: Claim, error: unknown) => void;
}

/** What a pass did. */
export interface DeliveryPass {
  readonly delivered: number;
  readonly postponed: number;
}

/**
 * One pass over the due outbox entries: claims them, carries them out at once side by side, marks each as delivered or
 * postpones it. At least once: a crash between carrying and marking carries again, under the same id.
 *
 * @throws CheckoutError `unavailable` where the database does; entries then come back when their lease runs out
 */
export async function deliverNotifications(deps: DeliverNotificationsDeps): Promise<DeliveryPass> {
  const claims = await deps.outbox.claimDue({ now: deps.now(), leaseMs: deps.leaseMs, limit: deps.batchSize });
  const done = await Promise.allSettled(claims.map((claim) => deliver(deps, claim)));
  // Only when all are through: none may still be at it while the next pass begins.
  const failed = done.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const delivered = done.filter((result) => result.status === 'fulfilled' && result.value).length;
  return { delivered, postponed: done.length - delivered };
}

async function deliver(deps: DeliverNotificationsDeps, claim: Claim): Promise<boolean> {
  const { entry } = claim;
  try {
    await deps.withinTimeLimit(() => carry(deps.carriers, entry.message, entry.id));
  } catch (error) {
    deps.onFailure(claim, error);
    const dueAt = new Date(deps.now().getTime() + retryDelayMs(entry.attempts, deps.random(), deps.retry));
    await deps.outbox.postpone(claim, { dueAt, error: error instanceof Error ? error.message : String(error) });
    return false;
  }
  await deps.outbox.markDelivered(claim, deps.now());
  return true;
}

function carry(carriers: Carriers, message: OutboxMessage, id: string): Promise<void> {
  switch (message.channel) {
    case 'shop':
      return carriers.shop(message, id);
    case 'sms':
      return carriers.sms(message, id);
    case 'customerRecord':
      return carriers.customerRecord(message, id);
    default:
      // A newer version of this service wrote it, and a newer instance will carry it.
      throw new Error('no carrier for this channel');
  }
}
