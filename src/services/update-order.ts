import { addressMessages, type Receivers } from '../domain/address-messages';
import { alertsOf } from '../domain/alerts-of';
import { CheckoutError } from '../domain/errors';
import type { AttentionEntry, Order } from '../domain/order';
import { orderAfter, type OrderChange } from '../domain/order-change';
import { messageIdOf } from '../domain/message-id';
import { logOf } from '../domain/order-log';
import { newOutboxEntry, type OutboxEntry, type OutboxMessage } from '../domain/outbox';
import { redactChange } from '../domain/redact-order';
import type { StopSignal } from '../lib/create-deadline';
import type { Orders } from '../store/orders';
import type { ClaimAtOnce, ClaimNewMessages } from './deliver-at-once';

/** @typeParam Stored what is read of the order to decide upon it */
export interface UpdateOrderDeps<Stored extends Order = Order> {
  readonly findOrder: (merchantUid: string) => Promise<Stored | null>;
  readonly changeOrder: Orders['changeOrder'];
  readonly now: () => Date;
  /** Makes the unique part of a message's id. */
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
  /** By how much the pause grows with each lost race, in milliseconds. */
  readonly lostRacePauseMs: number;
  /** Claims new messages for a delivery at once. @default passes deliver them */
  readonly claimNew?: ClaimNewMessages | undefined;
  /** Whether people are alerted of new attention. @default false */
  readonly isAlerting?: boolean | undefined;
  /** Who gets messages. @default each its own carrier */
  readonly receivers?: Receivers | undefined;
  /** Tells of attention about money that the order has no room for. @default nobody is told */
  readonly onAttentionDropped?: ((order: Order, entry: AttentionEntry) => void) | undefined;
}

/** A decision about an order: the change to store, null for none. Callers add what they answer. */
export interface Decision {
  readonly change: OrderChange | null;
  /** Attention about money that the order has no room for. @default none */
  readonly dropped?: readonly AttentionEntry[];
}

/** Each lost race means that another write won. This many in a row mean a fault. */
export const MAX_LOST_RACES = 20;

/**
 * The only function that changes an order, but for a redaction. It decides on the order as it was read, and stores the
 * change and its messages by one conditional write. When that write does not apply, it reads the order and decides again.
 *
 * @param found the order as the caller last read or wrote it; it is not read again before the first write
 * @param decide pure; may be called several times, and only the last decision counts
 * @param signal once aborted, nothing is written
 * @returns the last decision, and the order as written; it is not read again
 * @throws CheckoutError `unavailable` when the database fails, the order no longer exists, or too many races are lost
 */
export async function updateOrder<Decided extends Decision, Stored extends Order = Order>(
  deps: UpdateOrderDeps<Stored>,
  found: Stored,
  decide: (order: Stored, at: Date) => Decided,
  signal?: StopSignal,
): Promise<Decided & { readonly order: Order }> {
  const { merchantUid } = found;
  let order: Stored | null = found;
  let mayClaim = true;
  for (let lostRaces = 0; order !== null && lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    signal?.throwIfAborted();
    const at = deps.now();
    const decided = decide(order, at);
    const { change: decision } = decided;
    const tellDropped = () => decided.dropped?.forEach((entry) => deps.onAttentionDropped?.(found, entry));
    if (decision === null) {
      tellDropped();
      return { ...decided, order };
    }
    const kept = order.redactedAt === undefined ? decision : redactChange(decision);
    const change = { ...kept, messages: messagesOf(deps, order, kept), log: logOf(order, kept, at) };
    const entries = change.messages.map((message) =>
      newOutboxEntry(messageIdOf(merchantUid, deps.newId()), message, at),
    );
    const claimed = mayClaim ? (deps.claimNew?.(merchantUid, entries, at) ?? null) : null;
    if (await store(deps, order, change, entries, claimed)) {
      tellDropped();
      return { ...decided, order: orderAfter(order, change) };
    }
    // The other write can be read only after a majority of the database's members has it.
    await deps.pause(lostRaces * deps.lostRacePauseMs);
    const revision: number = order.revision;
    order = await deps.findOrder(merchantUid);
    // Nobody changed the order, so the claims did not fit: earlier messages of the order wait for the same carrier.
    if (order?.revision === revision) mayClaim = false;
  }
  const why = order === null ? 'it no longer exists' : `other writes came first ${MAX_LOST_RACES + 1} times in a row`;
  throw new CheckoutError('unavailable', `order ${merchantUid} was not changed: ${why}`);
}

function messagesOf(
  { isAlerting = false, receivers }: Pick<UpdateOrderDeps, 'isAlerting' | 'receivers'>,
  order: Order,
  change: OrderChange,
): readonly OutboxMessage[] {
  const alerts = isAlerting ? alertsOf(order, change.attention) : [];
  return addressMessages([...change.messages, ...alerts], receivers);
}

/** Stores a change with its messages. Those that are claimed are delivered at once. */
async function store(
  { changeOrder }: Pick<UpdateOrderDeps, 'changeOrder'>,
  order: Order,
  change: OrderChange,
  entries: readonly OutboxEntry[],
  claimed: ClaimAtOnce | null,
): Promise<boolean> {
  if (claimed === null) return changeOrder(order, change, entries);
  let isStored = false;
  try {
    isStored = await changeOrder(order, change, entries, claimed);
  } finally {
    if (isStored) claimed.begin();
    else claimed.giveBack();
  }
  return isStored;
}
