import type { mongo } from 'mongoose';

/** The document of a server's only turn. */
export interface TurnDocument {
  readonly _id: string;
  readonly holder: string;
  /** The end of the lease, since the holder may be a killed process. */
  readonly until: Date;
}

/** A lock that one test file holds at a time. */
export interface FaultTurn {
  /** Waits for the turn, or prolongs it. @throws Error where another holder has it for longer than a whole lease */
  readonly take: () => Promise<void>;
  /** Gives the turn back; changes nothing where another holder has it. */
  readonly give: () => Promise<void>;
}

/** Both are well below jest's time limit. A lease ends before a waiting test file gives up. */
const LEASE_MS = 20_000;
const WAIT_MS = 25_000;
const PAUSE_MS = 50;

/** Creates the turn of a server for one holder. */
export function createFaultTurn(deps: {
  readonly turns: mongo.Collection<TurnDocument>;
  readonly holder: string;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<unknown>;
}): FaultTurn {
  const { turns, holder, now, pause } = deps;

  /** There is one `_id`, so that an upsert while another holder has the turn is a duplicate. */
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
