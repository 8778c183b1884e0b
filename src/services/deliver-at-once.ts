import { CHANNELS, perChannel, type Channel, type OutboxEntry, type ShopEventType } from '../domain/outbox';
import type { NewClaims } from '../store/new-claims';
import type { Claim } from '../store/claim';
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
  /** Resolves when no delivery is under way, and no write that claims messages. */
  readonly settled: () => Promise<void>;
  /**
   * Claims nothing and begins no delivery any more. Resolves when the deliveries under way have ended; passes deliver the
   * other messages that are claimed.
   */
  readonly stop: () => Promise<void>;
}

export type DeliverAtOnceDeps = Omit<DeliverNotificationsDeps, 'pause' | 'pauseMs'> & {
  /** The longest time of one delivery, in milliseconds; a handler may take longer, and holds its lease itself. */
  readonly longestMs: number;
  /** Whether this process has a handler of an event. @default it has none */
  readonly isHandledHere?: (event: ShopEventType) => boolean;
  readonly onDone: () => void;
  /** A result could not be written: the message is due again when its lease ends. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Delivers new messages without waiting for a pass. The write that stores a message also claims it, so no claim of its own is
 * needed. If the process dies, the passes deliver the message when the lease ends.
 *
 * No more than half of a carrier's slots, so that new messages do not hold up those that wait for a retry. Beyond that, claimed
 * messages wait here, and get the next slot that a pass gives back. Only so many wait that each is delivered within its lease
 * even if each delivery takes its longest time. Where a lease is too short nevertheless, the delivery does not begin: a pass
 * may deliver the message and its successors meanwhile.
 */
export function createDeliveriesAtOnce(deps: DeliverAtOnceDeps): DeliveriesAtOnce {
  const { slots, leaseMs } = deps;
  const jobs = perChannel((channel) => createJobs(deps, channel));
  const { enter, settled } = createUnderWay();
  let isStopped = false;
  slots.onFree((channel) => jobs[channel].runWaiting());

  return {
    claimNew(merchantUid, entries, at) {
      const channels = [...new Set(entries.map(({ message }) => message.channel))].filter((channel) =>
        isAtOnce(deps, channel, entries),
      );
      if (isStopped || channels.length === 0 || channels.some((channel) => jobs[channel].isFull())) return null;
      channels.forEach((channel) => jobs[channel].reserve());
      const lease = deps.newId();
      const leaseEndsAt = new Date(at.getTime() + leaseMs);
      const claims = channels.map((channel) => claimFirst(merchantUid, entries, channel, { lease, leaseEndsAt }));
      const endWrite = enter();
      return {
        claims,
        now: at,
        leaseMs,
        begin() {
          for (const claim of claims)
            jobs[claim.entry.message.channel].add({ claim, leaseEndsAt: Number(leaseEndsAt), end: enter() });
          endWrite();
        },
        giveBack() {
          channels.forEach((channel) => jobs[channel].release());
          endWrite();
        },
      };
    },
    settled,
    async stop() {
      isStopped = true;
      await Promise.all(CHANNELS.map((channel) => jobs[channel].stop()));
      await settled();
    },
  };
}

/** The claimed messages of one carrier: those that wait for a slot, and those under way. */
function createJobs(deps: DeliverAtOnceDeps, channel: Channel) {
  const { slots, longestMs, leaseMs } = deps;
  const share = Math.floor(slots.limits[channel] / 2);
  // Passes may hold all slots during the first of these turns.
  const most = share * (Math.floor(leaseMs / longestMs) - 1);
  const waiting: Job[] = [];
  let reserved = 0;
  let running = 0;
  let isStopped = false;

  async function finish({ end }: Job, work: () => Promise<unknown>): Promise<void> {
    await work().then(deps.onDone, deps.onFault);
    reserved -= 1;
    end();
  }

  async function run(job: Job): Promise<void> {
    // The answer to the report goes first.
    await new Promise((resolve) => setImmediate(resolve));
    const mayDeliver = !isStopped && deps.now().getTime() + longestMs <= job.leaseEndsAt;
    await finish(job, () => (mayDeliver ? deliver(deps, job.claim) : leaveToPasses(deps, job.claim)));
    running -= 1;
    slots.giveBack(channel, 1);
  }

  function runWaiting(): void {
    while (waiting.length > 0 && running < share && slots.take(channel, 1) === 1) {
      running += 1;
      waiting.splice(0, 1).forEach((job) => void run(job));
    }
  }

  return {
    isFull: () => reserved >= most,
    /** Reserves a place for a message that is being stored, until its delivery has ended. */
    reserve: () => void (reserved += 1),
    release: () => void (reserved -= 1),
    add: (job: Job) => (waiting.push(job), runWaiting()),
    runWaiting,
    /** Leaves what waits to the passes. */
    async stop() {
      isStopped = true;
      await Promise.all(waiting.splice(0).map((job) => finish(job, () => leaveToPasses(deps, job.claim))));
    },
  };
}

/** A pass tells alerts of several orders together, and copies entries for the audit log together. An event without a handler here is left to another process. */
function isAtOnce({ isHandledHere }: DeliverAtOnceDeps, channel: Channel, entries: readonly OutboxEntry[]): boolean {
  if (channel !== 'handler') return channel !== 'alert' && channel !== 'audit';
  const message = entries.find((entry) => entry.message.channel === channel)?.message;
  return message?.channel === 'handler' && isHandledHere?.(message.event) === true;
}

/** What is under way: each call of `enter` adds something, until the function that it returns is called. */
function createUnderWay() {
  const underWay = new Set<Promise<void>>();
  return {
    enter: (): (() => void) => {
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      underWay.add(ended);
      void ended.then(() => underWay.delete(ended));
      return end;
    },
    settled: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function leaveToPasses({ outbox, now }: DeliverAtOnceDeps, claim: Claim): Promise<boolean> {
  return outbox.postpone(claim, { dueAt: now(), error: claim.entry.lastError });
}

/** A claimed message that waits for a slot. */
interface Job {
  readonly claim: Claim;
  /** In milliseconds since 1970. */
  readonly leaseEndsAt: number;
  readonly end: () => void;
}

/** The claim of a carrier's first message; the others wait for it. */
function claimFirst(
  merchantUid: string,
  entries: readonly OutboxEntry[],
  channel: Channel,
  held: Pick<Claim, 'lease' | 'leaseEndsAt'>,
): Claim {
  const [first, next] = entries.filter(({ message }) => message.channel === channel);
  if (first === undefined) throw new RangeError(`no message for ${channel}`);
  return { merchantUid, entry: { ...first, attempts: first.attempts + 1 }, ...held, hasNext: next !== undefined };
}
