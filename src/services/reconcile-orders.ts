import { isWaiting, nextPoll, type Poll, type PollSchedule } from '../domain/next-poll';
import type { Order } from '../domain/order';
import type { ReconcileQueue, PollClaim, PollEnd } from '../store/reconcile-queue';
import { lookUpOrders, type LookUpOrdersDeps } from './look-up-orders';
import type { LookUp } from './look-up-alone';
import type { OutagePause } from './outage-pause';
import { skipPoisonOrder } from './skip-poison-order';

export interface ReconcileOrdersDeps extends LookUpOrdersDeps {
  readonly queue: ReconcileQueue;
  readonly outage: OutagePause;
  /** Reminds the buyer of an account, where that is due. */
  readonly remindBuyer: (order: Order) => Promise<Order>;
  /** Calls a person to an order that i'mport cannot be read about. */
  readonly raiseUnreadable: (order: Order) => Promise<Order>;
  readonly schedule: PollSchedule;
  readonly random: () => number;
  /** How long claimed orders belong to this pass; well longer than `lookUpMs` and one answer for all of them. */
  readonly leaseMs: number;
  /** How long an order rests about which alone i'mport did not answer. */
  readonly restMs: number;
  /** How long one rests whose payments cannot be read: each look at them costs calls that fail. */
  readonly unreadableRestMs: number;
  /** The most orders of one pass, at most 100. */
  readonly batchSize: number;
}

/**
 * One pass over the orders that are due for a look at i'mport: claims up to 100, looks them up, reminds buyers, and
 * puts each order to its next place. An outage of i'mport costs no order a step: what could not be asked is given back
 * as it was, and passes do nothing until the pause is over. A crash is made good by the lease.
 *
 * @throws CheckoutError `unavailable` where the database does; orders then come back when their lease runs out
 */
export async function reconcileOrders(deps: ReconcileOrdersDeps): Promise<{ readonly more: boolean }> {
  if (deps.outage.isOn() || (await deps.budget.isUsedUp())) return { more: false };
  const { leaseMs, batchSize: limit, queue } = deps;
  const claims = await queue.claimDue({ now: deps.now(), leaseMs, limit });
  const waiting = claims.filter(({ order }) => isWaiting(order, graceBefore(deps)));
  const { lookUps, isOutage } = await lookUpOrders(
    deps,
    waiting.map(({ order }) => order),
  );
  if (isOutage) deps.outage.begin();
  else if (waiting.length > 0) deps.outage.end();

  const ends: PollEnd[] = [];
  const skipPoison = skipPoisonOrder(deps);
  for (const claimed of claims) {
    const next = await skipPoison(claimed.order.merchantUid, () => endPoll(deps, claimed, lookUps));
    ends.push({ claimed, next: next === undefined ? rest(deps, claimed) : next });
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
  // Alone in its silence it must not keep the others from being asked about.
  if (lookUp.result === 'unanswered') return rest(deps, claimed);
  const order = await followUpLookUp(deps, lookUp);
  const next = nextPoll(order, claimed.poll.step, at, deps.random(), deps.schedule);
  return lookUp.result === 'unreadable' ? setAside(deps, next, at) : next;
}

/**
 * What a look-up gives cause for: a person is called, or the buyer is reminded. @returns the order as it stands then
 */
async function followUpLookUp(deps: ReconcileOrdersDeps, { result, order }: LookUp): Promise<Order> {
  if (result === 'unreadable') return deps.raiseUnreadable(order);
  return result === 'looked' ? deps.remindBuyer(order) : order;
}

function setAside({ unreadableRestMs }: ReconcileOrdersDeps, next: Poll | null, at: Date): Poll | null {
  const earliest = at.getTime() + unreadableRestMs;
  return next && { ...next, dueAt: new Date(Math.max(earliest, next.dueAt.getTime())), isUrgent: false };
}

function rest({ now, restMs }: ReconcileOrdersDeps, { poll }: PollClaim): Poll {
  return { ...poll, dueAt: new Date(now().getTime() + restMs) };
}

function graceBefore({ now, graceMs }: ReconcileOrdersDeps): Date {
  return new Date(now().getTime() - graceMs);
}
