import { isWaiting, nextPoll, type Poll, type PollSchedule } from '../domain/next-poll';
import type { Order } from '../domain/order';
import type { ReconcileQueue, PollClaim, PollEnd } from '../store/reconcile-queue';
import type { CallBudget, LookUp } from './look-up-alone';
import type { LookUpOrders } from './look-up-orders';
import type { OutagePause } from './outage-pause';
import type { TryOrder } from './skip-poison-order';

export interface ReconcileOrdersDeps {
  readonly queue: ReconcileQueue;
  readonly lookUpOrders: LookUpOrders;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
  readonly budget: Pick<CallBudget, 'isUsedUp'>;
  readonly outage: OutagePause;
  /** Reminds the buyer of a virtual account's deadline, if a reminder is due. */
  readonly remindBuyer: (order: Order) => Promise<Order>;
  /** Raises attention for an order whose payments cannot be read. */
  readonly raiseUnreadable: (order: Order) => Promise<Order>;
  readonly schedule: PollSchedule;
  /** How long after its deadline an order expires, in milliseconds. */
  readonly graceMs: number;
  readonly now: () => Date;
  readonly random: () => number;
  /**
   * How long claimed orders belong to this pass, in milliseconds; well longer than one run of look-ups and its last call.
   */
  readonly leaseMs: number;
  /** The delay before the next poll of an order, when i'mport failed on that order's own look-up, in milliseconds. */
  readonly unansweredDelayMs: number;
  /**
   * The shortest delay before the next poll of an unreadable order, in milliseconds: each of its polls wastes calls.
   */
  readonly unreadableDelayMs: number;
  /** The most orders of one pass, at most 100. */
  readonly batchSize: number;
}

/**
 * One pass over the orders whose poll is due. It claims up to 100 orders, fetches their payments, reminds buyers, and
 * schedules each order's next poll. An outage of i'mport uses up no step of the poll schedule: an order that was not
 * asked about keeps its poll, and passes do nothing until the pause ends. After a crash the lease makes the orders due
 * again.
 *
 * @throws CheckoutError `unavailable` when the database fails; orders become due again when their lease runs out
 */
export async function reconcileOrders(deps: ReconcileOrdersDeps): Promise<{ readonly more: boolean }> {
  if (deps.outage.isOn() || (await deps.budget.isUsedUp())) return { more: false };
  const { leaseMs, batchSize: limit, queue } = deps;
  const claims = await queue.claimDue({ now: deps.now(), leaseMs, limit });
  const waiting = claims.filter(({ order }) => isWaiting(order, graceBefore(deps)));
  const { lookUps, isOutage } = await deps.lookUpOrders(waiting.map(({ order }) => order));
  if (isOutage) deps.outage.begin();
  else if (waiting.length > 0) deps.outage.end();

  const ends: PollEnd[] = [];
  const tryOrder = deps.skipPoisonOrders();
  for (const claimed of claims) {
    const next = await tryOrder(claimed.order.merchantUid, () => endPoll(deps, claimed, lookUps));
    ends.push({ claimed, next: next === undefined ? postponeSameStep(deps, claimed) : next });
  }
  await queue.finish(ends);
  const isAnyLeft = claims.length === limit || [...lookUps.values()].some(({ result }) => result === 'unasked');
  return { more: isAnyLeft && !isOutage && !(await deps.budget.isUsedUp()) };
}

async function endPoll(
  deps: ReconcileOrdersDeps,
  claimed: PollClaim,
  lookUps: ReadonlyMap<string, LookUp>,
): Promise<Poll | null> {
  const lookUp = lookUps.get(claimed.order.merchantUid);
  if (lookUp === undefined) return null;
  if (lookUp.result === 'unasked') return claimed.poll;
  const at = deps.now();
  // Postponed: due again at once, this order would end every pass before the other orders are looked up.
  if (lookUp.result === 'unanswered') return postponeSameStep(deps, claimed);
  const order = await followUpLookUp(deps, lookUp);
  const next = nextPoll(order, claimed.poll.step, at, deps.random(), deps.schedule);
  return lookUp.result === 'unreadable' ? postponeUnreadable(deps, next, at) : next;
}

/** Raises attention or reminds the buyer, as the look-up requires. @returns the order afterwards */
async function followUpLookUp(deps: ReconcileOrdersDeps, { result, order }: LookUp): Promise<Order> {
  if (result === 'unreadable') return deps.raiseUnreadable(order);
  return result === 'looked' ? deps.remindBuyer(order) : order;
}

function postponeUnreadable({ unreadableDelayMs }: ReconcileOrdersDeps, next: Poll | null, at: Date): Poll | null {
  const earliest = at.getTime() + unreadableDelayMs;
  return next && { ...next, dueAt: new Date(Math.max(earliest, next.dueAt.getTime())), isUrgent: false };
}

function postponeSameStep({ now, unansweredDelayMs }: ReconcileOrdersDeps, { poll }: PollClaim): Poll {
  return { ...poll, dueAt: new Date(now().getTime() + unansweredDelayMs) };
}

function graceBefore({ now, graceMs }: ReconcileOrdersDeps): Date {
  return new Date(now().getTime() - graceMs);
}
