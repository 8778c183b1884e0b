import type { Channel, OutboxEntry } from '../domain/outbox';
import type { NewClaims } from '../store/new-claims';
import type { Claim } from '../store/outbox';
import { deliver, type DeliverNotificationsDeps } from './deliver-notifications';

/** Claims of messages that the next write stores, together with the messages. Exactly one of both functions is called. */
export interface ClaimAtOnce extends NewClaims {
  /** The write stored messages and claims: the deliveries begin. */
  readonly begin: () => void;
  /** Nothing was stored, or it is not known whether: passes deliver the messages that are there. */
  readonly giveBack: () => void;
}

/** Claims the first new message of each carrier; null where a carrier has no free slot for it. */
export type ClaimNewMessages = (merchantUid: string, entries: readonly OutboxEntry[], at: Date) => ClaimAtOnce | null;

/** The deliveries of one process that begin with the write of their messages. */
export interface DeliveriesAtOnce {
  readonly claimNew: ClaimNewMessages;
  /** Resolves when no delivery is under way. */
  readonly settled: () => Promise<void>;
  /** Claims nothing any more, and resolves when the deliveries under way have ended. */
  readonly stop: () => Promise<void>;
}

export type DeliverAtOnceDeps = Omit<DeliverNotificationsDeps, 'pause' | 'pauseMs'> & {
  readonly onDone: () => void;
  /** A result could not be written: the message is due again when its lease ends. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Delivers new messages without waiting for a pass. The write that stores a message also claims it, so no claim of its own is
 * needed. If the process dies, the passes deliver the message when the lease ends.
 *
 * Half of a carrier's slots stay free for the passes, so that new messages do not hold up those that wait for a retry.
 */
export function createDeliveriesAtOnce(deps: DeliverAtOnceDeps): DeliveriesAtOnce {
  const { slots } = deps;
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  const takeSlot = (channel: Channel) => slots.take(channel, 1, Math.ceil(slots.limits[channel] / 2)) === 1;

  async function run(claim: Claim): Promise<void> {
    // The answer to the report goes first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await deliver(deps, claim);
      deps.onDone();
    } catch (error) {
      deps.onFault(error);
    } finally {
      slots.giveBack(claim.entry.message.channel, 1);
    }
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  function begin(claim: Claim): void {
    const job = run(claim).finally(() => underWay.delete(job));
    underWay.add(job);
  }

  return {
    claimNew(merchantUid, entries, at) {
      const channels = [...new Set(entries.map(({ message }) => message.channel))];
      if (isStopped || channels.length === 0) return null;
      const taken = channels.filter(takeSlot);
      const giveBack = () => taken.forEach((channel) => slots.giveBack(channel, 1));
      if (taken.length < channels.length) {
        giveBack();
        return null;
      }
      const lease = deps.newId();
      const claims = channels.map((channel) => claimFirst(merchantUid, entries, channel, lease));
      return { claims, now: at, leaseMs: deps.leaseMs, begin: () => claims.forEach(begin), giveBack };
    },
    settled,
    stop() {
      isStopped = true;
      return settled();
    },
  };
}

/** The claim of a carrier's first message; the others wait for it. */
function claimFirst(merchantUid: string, entries: readonly OutboxEntry[], channel: Channel, lease: string): Claim {
  const [first, next] = entries.filter(({ message }) => message.channel === channel);
  if (first === undefined) throw new RangeError(`no message for ${channel}`);
  return { merchantUid, entry: { ...first, attempts: first.attempts + 1 }, lease, hasNext: next !== undefined };
}
