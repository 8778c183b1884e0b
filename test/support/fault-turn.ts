import type { mongo } from 'mongoose';

/** The one turn of a server, as a document. */
export interface TurnDocument {
  readonly _id: string;
  readonly holder: string;
  /** Until when it is the holder's, who may be a process that was killed. */
  readonly until: Date;
}

/** A turn that one test file has at a time. */
export interface FaultTurn {
  /** Waits for it, or prolongs it. @throws Error once a whole lease has gone by and it is still somebody else's */
  readonly take: () => Promise<void>;
  /** Lets the next one have it; nothing where it is somebody else's by now. */
  readonly give: () => Promise<void>;
}

/** Both well inside the time that jest gives a test; a turn that nobody gave back is free before anybody gives up. */
const LEASE_MS = 20_000;
const WAIT_MS = 25_000;
const PAUSE_MS = 50;

/** Opens the turn of a server for one holder. */
export function createFaultTurn(deps: {
  readonly turns: mongo.Collection<TurnDocument>;
  readonly holder: string;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<unknown>;
}): FaultTurn {
  const { turns, holder, now, pause } = deps;

  /** The `_id` stands for the one turn, so that an upsert beside its holder's document is a duplicate. */
  async function tryTake(): Promise<boolean> {
    const isFree = { _id: 'fault', $or: [{ holder }, { until: { $lte: now() } }] };
    const mine = { holder, until: new Date(now().getTime() + LEASE_MS) };
    try {
      await turns.updateOne(isFree, { $set: mine }, { upsert: true });
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11000) throw error;
      return false;
    }
  }

  return {
    async take() {
      const end = now().getTime() + WAIT_MS;
      while (!(await tryTake())) {
        if (now().getTime() >= end) {
          const turn = await turns.findOne();
          throw new Error(`no turn for a fault within ${WAIT_MS} ms: ${turn?.holder ?? 'nobody'} has it`);
        }
        await pause(PAUSE_MS);
      }
    },
    async give() {
      await turns.deleteOne({ _id: 'fault', holder });
    },
  };
}
