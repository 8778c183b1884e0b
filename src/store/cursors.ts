import type { Connection } from 'mongoose';
import type { Gap } from '../domain/window-gaps';
import type { CursorDocument } from './cursor.model';
import { leased, newLease, whileDue, whileHeld, type LeaseTime } from './lease';
import { isDuplicateKey, unavailable } from './unavailable';

/** A cursor that the claimant may move until the lease ends. */
export interface CursorClaim {
  readonly id: string;
  readonly through: Date;
  readonly lease: string;
  readonly gaps: readonly Gap[];
}

/** The read positions of lists, those at i'mport and the orders by registration. Every method throws CheckoutError `unavailable`. */
export interface Cursors {
  /**
   * Claims a cursor. A new cursor begins at `firstThrough`.
   *
   * @returns null where another claimant holds the cursor
   */
  readonly claim: (
    id: string,
    options: { readonly firstThrough: Date; readonly now: Date; readonly leaseMs: number },
  ) => Promise<CursorClaim | null>;
  /** Prolongs the lease. @returns false where the lease has ended and another claimant holds the cursor */
  readonly keep: (claim: CursorClaim, leaseUntil: Date) => Promise<boolean>;
  /**
   * Moves the cursor and ends the claim.
   *
   * @param gaps the parts before `through` that were not read
   * @returns false, with nothing changed, where another claimant holds the cursor
   */
  readonly release: (claim: CursorClaim, through: Date, gaps?: readonly Gap[]) => Promise<boolean>;
}

const PLACE = 'queue';
/** A place that anyone may claim. */
const FREE = { dueAt: new Date(0) };

/** Opens the cursors of a connected store. */
export function createCursors(connection: Connection): Cursors {
  // The schema is loaded by the first claim, and not at the start.
  const openModel = async () => (await import('./cursor.model.js')).cursorModel(connection);

  async function change(filter: object, set: object): Promise<boolean> {
    const result = await unavailable(async () => (await openModel()).updateOne(filter, { $set: set }));
    return result.matchedCount === 1;
  }

  async function take(id: string, time: LeaseTime): Promise<CursorClaim | null> {
    const lease = newLease();
    if (!(await change(whileDue(id, PLACE, time.now), leased(PLACE, lease, time)))) return null;
    const taken = await unavailable(async () => {
      const model = await openModel();
      return model
        .findOne(whileHeld(id, PLACE, lease))
        .lean<CursorDocument>()
        .exec();
    });
    return taken && { id, through: taken.through, lease, gaps: taken.gaps ?? [] };
  }

  async function createOnce(id: string, through: Date): Promise<void> {
    await unavailable(async () => {
      try {
        const model = await openModel();
        await model.insertMany([{ _id: id, through, [PLACE]: FREE }], { lean: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    });
  }

  return {
    async claim(id, { firstThrough, ...time }) {
      const taken = await take(id, time);
      if (taken !== null) return taken;
      await createOnce(id, firstThrough);
      return take(id, time);
    },

    keep: ({ id, lease }, leaseUntil) => change(whileHeld(id, PLACE, lease), { [`${PLACE}.dueAt`]: leaseUntil }),
    release: ({ id, lease, gaps: known }, through, gaps = known) =>
      change(whileHeld(id, PLACE, lease), { through, gaps, [PLACE]: FREE }),
  };
}
