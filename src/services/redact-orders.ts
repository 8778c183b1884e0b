import type { RedactionObstacle } from '../domain/find-redaction-obstacle';
import { lastChangeOf } from '../domain/last-change-of';
import type { Cursors } from '../store/cursors';
import type { Redactable } from '../store/redactions';
import { STATES_AS_ORDERS_MOVE } from './list-orders';
import { later, redactOrder, type RedactOrderDeps, type Redaction } from './redact-order';
import type { TryOrder } from './skip-poison-order';

export interface RedactOrdersDeps extends RedactOrderDeps {
  readonly cursors: Cursors;
  /** How long after its last change an order keeps its values, in milliseconds; null for ever. */
  readonly retainMs: number | null;
  readonly leaseMs: number;
  /** How much later than `retainMs` after its registration an order is first looked at, in milliseconds. */
  readonly lagMs: number;
  /** The most orders of each state, and the most due orders, of one pass. */
  readonly batchSize: number;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
  /** Called after a pass that redacted orders, or found some that have to wait. */
  readonly onDone: (done: RedactionsDone) => void;
}

/** What one pass did. */
export interface RedactionsDone {
  readonly redacted: number;
  /** Orders whose turn came, and that have to wait. They are tried again after `obstacleMs`. */
  readonly waiting: number;
  /** How many of those a person asked for. */
  readonly asked: number;
  /** The one of those that was asked for first; null if none was. */
  readonly firstAsked: { readonly merchantUid: string; readonly at: Date; readonly for: RedactionObstacle } | null;
}

/** The position in the orders by registration: all up to it were redacted, or are in the queue. */
const CURSOR = 'retention';

/**
 * One pass that removes personal values. First come the orders of the queue: those that a person asked for, and those that
 * changed or were blocked when their time came. Then it reads on in the orders by registration, up to those that are old
 * enough. So it reads nothing where nothing is due.
 *
 * @throws CheckoutError `unavailable`; the cursor then stays where it is
 */
export async function redactOrders(deps: RedactOrdersDeps, signal: AbortSignal): Promise<{ readonly more: boolean }> {
  let done: RedactionsDone = { redacted: 0, waiting: 0, asked: 0, firstAsked: null };
  const tryOrder = deps.skipPoisonOrders();
  async function handle(merchantUid: string): Promise<void> {
    const handled = await tryOrder(merchantUid, () => redactWhenDue(deps, merchantUid));
    // An order that fails is tried again by the queue.
    if (handled === undefined) await deps.redactions.postpone(merchantUid, later(deps));
    if (handled !== undefined) done = withRedaction(done, merchantUid, handled);
  }
  try {
    const more = [await redactDue(deps, handle, signal), await redactRegistered(deps, handle, signal)];
    return { more: more.includes(true) };
  } finally {
    if (done.redacted + done.waiting > 0) deps.onDone(done);
  }
}

function withRedaction(done: RedactionsDone, merchantUid: string, handled: Redaction): RedactionsDone {
  if (handled.result === 'redacted') return { ...done, redacted: done.redacted + 1 };
  if (handled.result !== 'waits') return done;
  const waiting = done.waiting + 1;
  if (handled.askedAt === null) return { ...done, waiting };
  const own = { merchantUid, at: handled.askedAt, for: handled.for };
  const isFirst = done.firstAsked === null || own.at < done.firstAsked.at;
  return { ...done, waiting, asked: done.asked + 1, firstAsked: isFirst ? own : done.firstAsked };
}

type Handle = (merchantUid: string) => Promise<void>;

async function redactDue(deps: RedactOrdersDeps, handle: Handle, signal: AbortSignal): Promise<boolean> {
  for (let handled = 0; handled < deps.batchSize; handled += 1) {
    const merchantUid = signal.aborted ? null : await deps.redactions.claim(deps.now(), deps.leaseMs);
    if (merchantUid === null) return false;
    await handle(merchantUid);
  }
  return true;
}

async function redactRegistered(deps: RedactOrdersDeps, handle: Handle, signal: AbortSignal): Promise<boolean> {
  const { retainMs, cursors, leaseMs, lagMs } = deps;
  if (retainMs === null) return false;
  const now = deps.now();
  const to = new Date(now.getTime() - retainMs - lagMs);
  const claim = await cursors.claim(CURSOR, { firstThrough: new Date(0), now, leaseMs });
  if (claim === null) return false;
  let { through } = claim;
  try {
    if (to <= through) return false;
    const found = await read(deps, through, to);
    for (const merchantUid of found.merchantUids) {
      if (signal.aborted) return false;
      await handle(merchantUid);
    }
    through = found.through;
    return through < to;
  } finally {
    // Also after an error: while the cursor is held, passes read nothing and still count as successes.
    await cursors.release(claim, through);
  }
}

const read = ({ redactions, batchSize }: RedactOrdersDeps, after: Date, to: Date) =>
  redactions.readRegistered(STATES_AS_ORDERS_MOVE, { after, to }, batchSize);

/** Redacts an order if its time is over or a person asked for it; puts it into the queue if not. */
async function redactWhenDue(deps: RedactOrdersDeps, merchantUid: string): Promise<Redaction> {
  const found = await deps.redactions.find(merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const { askedAt, askedBy = null } = found.place ?? {};
  if (askedAt !== undefined) return redactOrder(deps, merchantUid, { at: askedAt, by: askedBy });
  if (found.order.redactedAt !== undefined) {
    if (found.place !== null) await deps.redactions.drop(merchantUid);
    return { result: 'redactedBefore' };
  }
  // While retention is off, the order keeps its place: the cursor is past it, so nothing else would find it again.
  const dueAt = deps.retainMs === null ? later(deps) : endOf(found, deps.retainMs);
  if (dueAt > deps.now()) {
    await deps.redactions.postpone(merchantUid, dueAt);
    return { result: 'tooEarly' };
  }
  return redactOrder(deps, merchantUid, null);
}

function endOf(found: Redactable, retainMs: number): Date {
  return new Date(lastChangeOf(found).getTime() + retainMs);
}
