import { endOf } from './deadlines';
import type { Order } from './order';
import { holdsOpenAccount } from './payment';
import { reminderMoment } from './remind-of-account';

/** When an order is looked up at i'mport by itself, all in milliseconds. */
export interface PollSchedule {
  /** The pauses before the first, second, ... poll; the last one is repeated until there is nothing to wait for. */
  readonly pollDelaysMs: readonly number[];
  /** How long after a deadline the last look-up is made: an approval that was under way then is through. */
  readonly graceMs: number;
  /** How long before an account's deadline its buyer is reminded; 0 for never. */
  readonly reminderMs: number;
  /** How long after its deadline, or its registration where it has none, an order is looked up at the most. */
  readonly keepMs: number;
}

/** The next poll to an order. */
export interface Poll {
  readonly dueAt: Date;
  /** How many polls came before it. */
  readonly step: number;
  /** The order is young, or near to its end: it goes before the others. */
  readonly isUrgent: boolean;
}

/** An order's first polls are urgent: most of what gets lost is missed by a buyer who is waiting. */
const YOUNG_STEPS = 3;
const JITTER = 0.2;

/** The first poll to an order that was just registered. @param random a number from 0 up to, but not including, 1 */
export function firstPoll(order: Order, random: number, schedule: PollSchedule): Poll {
  return plan(order, 0, order.createdAt, random, schedule);
}

/**
 * The poll after one that was made at `at`.
 *
 * @param step how many polls came before that one
 * @returns `null` where there is nothing left to wait for
 */
export function nextPoll(order: Order, step: number, at: Date, random: number, schedule: PollSchedule): Poll | null {
  if (!isWaiting(order, before(at, schedule.graceMs))) return null;
  const ends = [endOf(order) ?? order.createdAt, ...accountEnds(order)].map(Number);
  return at.getTime() >= Math.max(...ends) + schedule.keepMs ? null : plan(order, step + 1, at, random, schedule);
}

/**
 * Whether something may still happen to an order that nobody would tell us: it is not settled, or has an account into which
 * a deposit may come. (What happens to a settled one, or after its end, is found by the moving window.)
 */
export function isWaiting(order: Order, at: Date): boolean {
  if (order.state === 'pending' || order.state === 'ready') return true;
  if (order.state === 'expired') return false;
  return order.payments.some(
    (payment) =>
      holdsOpenAccount(payment) && (payment.virtualAccount.dueAt === null || payment.virtualAccount.dueAt > at),
  );
}

/** Until when deposits may come into its open accounts. */
function accountEnds(order: Order): Date[] {
  return order.payments.flatMap((payment) => {
    const dueAt = holdsOpenAccount(payment) ? payment.virtualAccount.dueAt : null;
    return dueAt === null ? [] : [dueAt];
  });
}

function plan(
  order: Order,
  step: number,
  at: Date,
  random: number,
  { pollDelaysMs, graceMs, reminderMs }: PollSchedule,
): Poll {
  const pauseMs = (pollDelaysMs[step] ?? pollDelaysMs.at(-1) ?? 0) * (1 + JITTER * (random - 0.5));
  const onSchedule = after(at, pauseMs);
  const ends = [order.expiresAt, endOf(order), ...accountEnds(order)].map((end) => end && after(end, graceMs));
  const [nearest] = [...ends, reminderMoment(order, reminderMs)]
    .filter((moment) => moment !== null && moment > at && moment < onSchedule)
    .toSorted((a, b) => Number(a) - Number(b));
  return { dueAt: nearest ?? onSchedule, step, isUrgent: nearest != null || step < YOUNG_STEPS };
}

const after = (at: Date, ms: number) => new Date(at.getTime() + Math.round(ms));
const before = (at: Date, ms: number) => after(at, -ms);
