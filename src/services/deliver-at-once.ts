import { CHANNELS, type Channel, type OutboxEntry } from '../domain/outbox';
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

/** Claims the first new message of each carrier; null where too many wait for a carrier already. */
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
  /** The longest time of one delivery, in milliseconds. */
  readonly longestMs: number;
  readonly onDone: () => void;
  /** A result could not be written: the message is due again when its lease ends. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Delivers new messages without waiting for a pass. The write that stores a message also claims it, so no claim of its own is
 * needed. If the process dies, the passes deliver the message when the lease ends.
 *
 * Half of a carrier's slots stay free for the passes, so that new messages do not hold up those that wait for a retry. Where
 * the other half is taken, claimed messages wait here, and only so many that each is delivered within its lease even if each
 * delivery takes its longest time.
 */
export function createDeliveriesAtOnce(deps: DeliverAtOnceDeps): DeliveriesAtOnce {
  const { slots, longestMs, leaseMs } = deps;
  const claimed = { shop: 0, sms: 0, customerRecord: 0 };
  const waiting: Readonly<Record<Channel, Job[]>> = { shop: [], sms: [], customerRecord: [] };
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  const passesShare = (channel: Channel) => Math.ceil(slots.limits[channel] / 2);
  const isFull = (channel: Channel) =>
    claimed[channel] >= (slots.limits[channel] - passesShare(channel)) * Math.floor(leaseMs / longestMs);
  const count = (channels: readonly Channel[], step: 1 | -1) =>
    channels.forEach((channel) => (claimed[channel] += step));

  async function finish({ claim, end }: Job, work: () => Promise<unknown>): Promise<void> {
    await work().then(deps.onDone, deps.onFault);
    count([claim.entry.message.channel], -1);
    end();
  }

  async function run(job: Job, channel: Channel): Promise<void> {
    // The answer to the report goes first.
    await new Promise((resolve) => setImmediate(resolve));
    await finish(job, () => deliver(deps, job.claim));
    slots.giveBack(channel, 1);
  }

  function runWaiting(channel: Channel): void {
    while (waiting[channel].length > 0 && slots.take(channel, 1, passesShare(channel)) === 1) {
      waiting[channel].splice(0, 1).forEach((job) => void run(job, channel));
    }
  }
  slots.onFree(runWaiting);

  function begin(claim: Claim): void {
    const { channel } = claim.entry.message;
    const ended = new Promise<void>((end) => waiting[channel].push({ claim, end }));
    underWay.add(ended);
    void ended.then(() => underWay.delete(ended));
    runWaiting(channel);
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    claimNew(merchantUid, entries, at) {
      const channels = [...new Set(entries.map(({ message }) => message.channel))];
      if (isStopped || channels.length === 0 || channels.some(isFull)) return null;
      count(channels, 1);
      const lease = deps.newId();
      const claims = channels.map((channel) => claimFirst(merchantUid, entries, channel, lease));
      return { claims, now: at, leaseMs, begin: () => claims.forEach(begin), giveBack: () => count(channels, -1) };
    },
    settled,
    async stop() {
      isStopped = true;
      const jobs = CHANNELS.flatMap((channel) => waiting[channel].splice(0));
      await Promise.all(jobs.map((job) => finish(job, () => leaveToPasses(deps, job.claim))));
      await settled();
    },
  };
}

function leaveToPasses({ outbox, now }: DeliverAtOnceDeps, claim: Claim): Promise<boolean> {
  return outbox.postpone(claim, { dueAt: now(), error: claim.entry.lastError });
}

/** A claimed message that waits for a slot. */
interface Job {
  readonly claim: Claim;
  readonly end: () => void;
}

/** The claim of a carrier's first message; the others wait for it. */
function claimFirst(merchantUid: string, entries: readonly OutboxEntry[], channel: Channel, lease: string): Claim {
  const [first, next] = entries.filter(({ message }) => message.channel === channel);
  if (first === undefined) throw new RangeError(`no message for ${channel}`);
  return { merchantUid, entry: { ...first, attempts: first.attempts + 1 }, lease, hasNext: next !== undefined };
}
