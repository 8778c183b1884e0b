import { alertOfDeadLetter, deadLetterMessage } from '../domain/dead-letter';
import { describeFailure } from '../domain/describe-failure';
import { messageIdOf } from '../domain/message-id';
import { addressMessages, type Receivers } from '../domain/address-messages';
import {
  newOutboxEntry,
  triesOf,
  type Channel,
  type HandlerMessage,
  type OutboxMessage,
  type Refusal,
} from '../domain/outbox';
import { retryDelayMs, type RetrySchedule } from '../domain/retry-delay';
import type { OwnTrace } from '../lib/create-own-trace';
import type { Orders } from '../store/orders';
import type { Claim } from '../store/claim';
import type { Outbox } from '../store/outbox';
import type { DeliverySlots } from './delivery-slots';
import { keepBusy } from './keep-busy';

/**
 * Delivers one message. The id stays the same on every retry.
 *
 * @returns the receiver's refusal; nothing when the receiver took the message. Throws when the message did not arrive
 */
export type Carrier<Message extends OutboxMessage = OutboxMessage> = (
  message: Message,
  id: string,
) => Promise<Refusal | void>;

/** Runs a handler. It limits its time itself, and holds the claim for as long. */
export type HandlerCarrier = (message: HandlerMessage, id: string, claim: Claim) => Promise<Refusal | void>;

export type Carriers = {
  readonly [Name in Exclude<Channel, 'handler'>]: Carrier<Extract<OutboxMessage, { channel: Name }>>;
} & { readonly handler: HandlerCarrier };

export interface DeliverNotificationsDeps {
  readonly outbox: Outbox;
  readonly findOrder: Orders['findOrder'];
  readonly carriers: Carriers;
  readonly now: () => Date;
  readonly random: () => number;
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
  /** Aborts when handlers are given up, whose events then wait for another process. @default they never are */
  readonly handlersStopped?: AbortSignal | undefined;
  /** Throws when a carrier takes longer than the lease allows. */
  readonly withinTimeLimit: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long a claimed entry belongs to this pass, in milliseconds; longer than any carrier may take. */
  readonly leaseMs: number;
  /** How often to claim due entries while deliveries are under way, in milliseconds. */
  readonly pauseMs: number;
  readonly slots: DeliverySlots;
  /** A delivery may begin within the request that wrote its message: it is traced apart from it. */
  readonly inOwnTrace: OwnTrace;
  readonly retry: RetrySchedule;
  /** Whether people are alerted of dead letters. */
  readonly isAlerting: boolean;
  /** Who gets the messages that a dead letter causes. @default each its own carrier */
  readonly receivers?: Receivers | undefined;
  /** Called at the end of each delivery. @default nobody is told */
  readonly onEnding?: (channel: Channel, ending: Ending) => void;
  /** @param reason masked */
  readonly onFailure: (claim: Claim, reason: string) => void;
  /** @param reason masked */
  readonly onDeadLetter: (claim: Claim, reason: string) => void;
}

/** Every way in which one delivery may end. */
export const ENDINGS = ['delivered', 'postponed', 'dead', 'lost'] as const;

/** How one delivery ended; `lost` when the lease ran out before the result could be written. */
export type Ending = (typeof ENDINGS)[number];

/** How many deliveries of a pass ended in each way. */
export type DeliveryPass = Readonly<Record<Ending, number>>;

/**
 * One pass over the due outbox entries of one channel. It claims as many entries as the channel has free slots, delivers
 * them in parallel, and claims another one when a delivery ends, until none is due. So one slow receiver does not delay
 * the other messages. When the signal aborts, it gives claimed entries back and ends.
 *
 * Delivery is at least once: after a crash between delivery and marking, the message is delivered again under the same
 * id.
 *
 * @throws CheckoutError `unavailable` when the database fails; entries become due again when their lease runs out
 */
export async function deliverNotifications(
  deps: DeliverNotificationsDeps,
  channel: Channel,
  signal: AbortSignal,
): Promise<DeliveryPass> {
  const { slots } = deps;
  const pass = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
  await keepBusy<Claim>({
    limit: slots.limits[channel],
    take: (wanted) => claimInto(deps, channel, wanted),
    work: async (claim) => {
      try {
        pass[await deliver(deps, claim)] += 1;
      } finally {
        slots.giveBack(channel, 1);
      }
    },
    giveBack: async (claim) => {
      slots.giveBack(channel, 1);
      await deps.outbox.postpone(claim, { dueAt: deps.now(), error: claim.entry.lastError });
    },
    pause: () => deps.pause(deps.pauseMs),
    signal,
  });
  return pass;
}

/** Claims up to `wanted` entries, each of which holds a slot from then on. */
async function claimInto({ slots, outbox, now, leaseMs }: DeliverNotificationsDeps, channel: Channel, wanted: number) {
  const limit = slots.take(channel, wanted);
  if (limit === 0) return { items: [], more: false };
  let items: readonly Claim[] = [];
  try {
    const { claims, more } = await outbox.claimDue({ channel, now: now(), leaseMs, limit });
    items = claims;
    return { items, more };
  } finally {
    slots.giveBack(channel, limit - items.length);
  }
}

/** Dependencies of one delivery, from its claim to its stored result. */
export type DeliverDeps = Omit<DeliverNotificationsDeps, 'pause' | 'pauseMs' | 'slots'>;

/**
 * Delivers a claimed message, and writes the result.
 *
 * @throws CheckoutError `unavailable` when the result cannot be written
 */
export function deliver(deps: DeliverDeps, claim: Claim): Promise<Ending> {
  const { channel } = claim.entry.message;
  return deps.inOwnTrace({ kind: 'delivery', name: channel }, async () => {
    const ending = await deliverAndWrite(deps, claim);
    deps.onEnding?.(channel, ending);
    return ending;
  });
}

async function deliverAndWrite(deps: DeliverDeps, claim: Claim): Promise<Ending> {
  const tries = triesOf(claim.entry);
  // The process that made the last try died before it wrote the result.
  if (tries > deps.retry.maxTries) return deadLetter(deps, claim, claim.entry.lastError ?? 'no try came to an end');
  const refusal = await carry(limitOf(deps, claim), () => byCarrier(deps.carriers, claim));
  if (refusal !== null) deps.onFailure(claim, refusal.reason);
  if (refusal !== null && claim.entry.message.channel === 'handler' && deps.handlersStopped?.aborted) {
    const next = { dueAt: deps.now(), error: refusal.reason, isUncounted: true };
    return (await deps.outbox.postpone(claim, next)) ? 'postponed' : 'lost';
  }
  return endDelivery(deps, claim, refusal);
}

/**
 * Writes how a delivery ended.
 *
 * @param refusal null when the receiver took the message
 * @throws CheckoutError `unavailable` when the result cannot be written
 */
export async function endDelivery(deps: DeliverDeps, claim: Claim, refusal: Refusal | null): Promise<Ending> {
  if (refusal === null) return (await deps.outbox.markDelivered(claim, deps.now())) ? 'delivered' : 'lost';
  const { reason, retryAfterMs } = refusal;
  const tries = triesOf(claim.entry);
  if (tries >= deps.retry.maxTries) return deadLetter(deps, claim, reason);
  const delayMs = retryDelayMs(tries, deps.random(), deps.retry, retryAfterMs);
  const othersDueAt = deps.now();
  const dueAt = new Date(othersDueAt.getTime() + delayMs);
  return (await deps.outbox.postpone(claim, { dueAt, error: reason, othersDueAt })) ? 'postponed' : 'lost';
}

/** Dead-letters a claimed message. @param error masked */
export async function deadLetter(deps: DeliverDeps, claim: Claim, error: string): Promise<Ending> {
  const deadAt = deps.now();
  const order = await deps.findOrder(claim.merchantUid);
  const { attention, messages } =
    order === null ? { attention: [], messages: [] } : deadLetterMessage(order, claim.entry, deadAt);
  const alerts = order !== null && deps.isAlerting ? alertOfDeadLetter(order, claim.entry, attention) : [];
  const entries = addressMessages([...messages, ...alerts], deps.receivers).map((message) =>
    newOutboxEntry(messageIdOf(claim.merchantUid, deps.newId()), message, deadAt),
  );
  if (!(await deps.outbox.deadLetter(claim, { deadAt, error, attention, entries }))) return 'lost';
  deps.onDeadLetter(claim, error);
  return 'dead';
}

/** Runs one try within the time limit. @returns null when the receiver took the message; the reason is masked */
export async function carry(
  deps: Pick<DeliverDeps, 'withinTimeLimit'>,
  send: () => Promise<Refusal | void>,
): Promise<Refusal | null> {
  try {
    const refusal = await deps.withinTimeLimit(send);
    return refusal ? { ...refusal, reason: describeFailure(refusal.reason) } : null;
  } catch (error) {
    return { reason: describeFailure(error), retryAfterMs: null };
  }
}

const WITHOUT_LIMIT: Pick<DeliverDeps, 'withinTimeLimit'> = { withinTimeLimit: (work) => work() };

function limitOf(deps: DeliverDeps, { entry }: Claim): Pick<DeliverDeps, 'withinTimeLimit'> {
  return entry.message.channel === 'handler' ? WITHOUT_LIMIT : deps;
}

function byCarrier(carriers: Carriers, claim: Claim): Promise<Refusal | void> {
  const { message, id } = claim.entry;
  switch (message.channel) {
    case 'shop':
      return carriers.shop(message, id);
    case 'sms':
      return carriers.sms(message, id);
    case 'customerRecord':
      return carriers.customerRecord(message, id);
    case 'alert':
      return carriers.alert(message, id);
    case 'audit':
      return carriers.audit(message, id);
    case 'handler':
      return carriers.handler(message, id, claim);
  }
}
