import { deadLetterMessage } from '../domain/dead-letter';
import { describeFailure } from '../domain/describe-failure';
import { newOutboxEntry, triesOf, type Channel, type OutboxMessage, type Refusal } from '../domain/outbox';
import { retryDelayMs, type RetrySchedule } from '../domain/retry-delay';
import type { Orders } from '../store/orders';
import type { Claim, Outbox } from '../store/outbox';
import { keepBusy } from './keep-busy';

/**
 * Carries one message out. The id stays the same on every retry.
 *
 * @returns why the receiver did not take it; nothing where it did. Throws where the message did not arrive at all
 */
export type Carrier<Message extends OutboxMessage = OutboxMessage> = (
  message: Message,
  id: string,
) => Promise<Refusal | void>;

/** One carrier for each channel. */
export type Carriers = { readonly [Name in Channel]: Carrier<Extract<OutboxMessage, { channel: Name }>> };

export interface DeliverNotificationsDeps {
  readonly outbox: Outbox;
  readonly findOrder: Orders['findOrder'];
  readonly carriers: Carriers;
  readonly now: () => Date;
  readonly random: () => number;
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
  /** Ends the wait for a carrier that takes longer than the lease allows, with an error. */
  readonly withinTimeLimit: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long a claimed entry belongs to this pass, in milliseconds; longer than any carrier may take. */
  readonly leaseMs: number;
  /** How often to look for what is due while something is under way, in milliseconds. */
  readonly pauseMs: number;
  /** The most entries of a carrier that are under way at once. */
  readonly concurrency: Readonly<Record<Channel, number>>;
  readonly retry: RetrySchedule;
  /** @param reason masked */
  readonly onFailure: (claim: Claim, reason: string) => void;
  /** @param reason masked */
  readonly onDeath: (claim: Claim, reason: string) => void;
}

/** What became of one entry; `lost` where its lease ran out before that could be written down. */
type Ending = 'delivered' | 'postponed' | 'dead' | 'lost';

/** How many entries a pass brought to each ending. */
export type DeliveryPass = Readonly<Record<Ending, number>>;

/**
 * One pass over the due outbox entries of one carrier: claims as many as may be under way, carries them out side by side,
 * and takes another as soon as one is through, until none is due. So a slow receiver holds up nobody else. Ends early, with
 * nothing left claimed, once the signal says so.
 *
 * At least once: a crash between carrying and marking carries again, under the same id.
 *
 * @throws CheckoutError `unavailable` where the database does; entries then come back when their lease runs out
 */
export async function deliverNotifications(
  deps: DeliverNotificationsDeps,
  channel: Channel,
  signal: AbortSignal,
): Promise<DeliveryPass> {
  const pass = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
  await keepBusy<Claim>({
    limit: deps.concurrency[channel],
    take: async (limit) => {
      const { claims, more } = await deps.outbox.claimDue({ channel, now: deps.now(), leaseMs: deps.leaseMs, limit });
      return { items: claims, more };
    },
    work: async (claim) => {
      pass[await deliver(deps, claim)] += 1;
    },
    giveBack: async (claim) => {
      await deps.outbox.postpone(claim, { dueAt: deps.now(), error: claim.entry.lastError });
    },
    pause: () => deps.pause(deps.pauseMs),
    signal,
  });
  return pass;
}

async function deliver(deps: DeliverNotificationsDeps, claim: Claim): Promise<Ending> {
  const tries = triesOf(claim.entry);
  // Whoever made the last try did not live to tell.
  if (tries > deps.retry.maxTries) return deadLetter(deps, claim, claim.entry.lastError ?? 'no try came to an end');
  const refusal = await carry(deps, claim);
  if (refusal === null) return (await deps.outbox.markDelivered(claim, deps.now())) ? 'delivered' : 'lost';
  const { reason, retryAfterMs } = refusal;
  deps.onFailure(claim, reason);
  if (tries >= deps.retry.maxTries) return deadLetter(deps, claim, reason);
  const delayMs = retryDelayMs(tries, deps.random(), deps.retry, retryAfterMs);
  const dueAt = new Date(deps.now().getTime() + delayMs);
  return (await deps.outbox.postpone(claim, { dueAt, error: reason })) ? 'postponed' : 'lost';
}

async function deadLetter(deps: DeliverNotificationsDeps, claim: Claim, error: string): Promise<Ending> {
  const deadAt = deps.now();
  const order = await deps.findOrder(claim.merchantUid);
  const { attention, messages } =
    order === null ? { attention: [], messages: [] } : deadLetterMessage(order, claim.entry, deadAt);
  const entries = messages.map((message) => newOutboxEntry(deps.newId(), message, deadAt));
  if (!(await deps.outbox.deadLetter(claim, { deadAt, error, attention, entries }))) return 'lost';
  deps.onDeath(claim, error);
  return 'dead';
}

/** Null where the receiver has taken it. */
async function carry(deps: DeliverNotificationsDeps, { entry }: Claim): Promise<Refusal | null> {
  try {
    const refusal = await deps.withinTimeLimit(() => byCarrier(deps.carriers, entry.message, entry.id));
    return refusal ? { ...refusal, reason: describeFailure(refusal.reason) } : null;
  } catch (error) {
    return { reason: describeFailure(error), retryAfterMs: null };
  }
}

function byCarrier(carriers: Carriers, message: OutboxMessage, id: string): Promise<Refusal | void> {
  switch (message.channel) {
    case 'shop':
      return carriers.shop(message, id);
    case 'sms':
      return carriers.sms(message, id);
    case 'customerRecord':
      return carriers.customerRecord(message, id);
  }
}
