import type { Connection } from 'mongoose';
import type { Gap } from '../domain/window-gaps';
import { cursorModel, type CursorDocument } from './cursor.model';
import { isDuplicateKey, unavailable } from './unavailable';

/** A cursor that its claimant may move until the lease runs out. */
export interface CursorClaim {
  readonly id: string;
  readonly through: Date;
  readonly fence: number;
  readonly gaps: readonly Gap[];
}

/** How far things were read. Every method throws CheckoutError `unavailable`. */
export interface Cursors {
  /**
   * Takes a cursor, which begins at `firstThrough` where there is none yet.
   *
   * @returns null where somebody else holds it
   */
  readonly claim: (
    id: string,
    options: { readonly firstThrough: Date; readonly now: Date; readonly leaseMs: number },
  ) => Promise<CursorClaim | null>;
  /** Prolongs the lease. @returns false where it has run out and somebody else holds the cursor now */
  readonly keep: (claim: CursorClaim, leaseUntil: Date) => Promise<boolean>;
  /**
   * Moves the cursor and gives it back.
   *
   * @param gaps what is left out of all that was read by now
   * @returns false, with nothing changed, where somebody else holds it now
   */
  readonly release: (claim: CursorClaim, through: Date, gaps?: readonly Gap[]) => Promise<boolean>;
}

const LONG_AGO = new Date(0);

/** Opens the cursors of a connected store. */
export function createCursors(connection: Connection): Cursors {
  const model = cursorModel(connection);

  async function change({ id, fence }: CursorClaim, set: Partial<CursorDocument>): Promise<boolean> {
    const result = await unavailable(() => model.updateOne({ _id: id, fence }, { $set: set }));
    return result.matchedCount === 1;
  }

  function take(id: string, now: Date, leaseUntil: Date): Promise<CursorDocument | null> {
    return unavailable(() =>
      model
        .findOneAndUpdate(
          { _id: id, leaseUntil: { $lte: now } },
          { $set: { leaseUntil }, $inc: { fence: 1 } },
          { returnDocument: 'after' },
        )
        .lean<CursorDocument>()
        .exec(),
    );
  }

  async function createOnce(id: string, through: Date): Promise<void> {
    await unavailable(async () => {
      try {
        await model.insertMany([{ _id: id, through, leaseUntil: LONG_AGO, fence: 0 }], { lean: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    });
  }

  return {
    async claim(id, { firstThrough, now, leaseMs }) {
      const leaseUntil = new Date(now.getTime() + leaseMs);
      let taken = await take(id, now, leaseUntil);
      if (taken === null) {
        await createOnce(id, firstThrough);
        taken = await take(id, now, leaseUntil);
      }
      return taken && { id, through: taken.through, fence: taken.fence, gaps: taken.gaps ?? [] };
    },

    keep: (claim, leaseUntil) => change(claim, { leaseUntil }),
    release: (claim, through, gaps = claim.gaps) => change(claim, { through, leaseUntil: LONG_AGO, gaps }),
  };
}
