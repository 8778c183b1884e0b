import { endOf } from './deadlines';
import type { Order } from './order';
import { holdsOpenAccount } from './payment';
import { reminderMoment } from './remind-of-account';

/** When the poll looks an order up at i'mport. All values are milliseconds. */
export interface PollSchedule {
  /** The delays before the first, second, ... poll. The last one repeats until nothing is left to wait for. */
  readonly pollDelaysMs: readonly number[];
  /**
   * The delay of the last poll after a deadline: an approval that was in progress at the deadline has ended by then.
   */
  readonly graceMs: number;
  /** The time between the reminder of the buyer and the account's deadline; 0 for no reminder. */
  readonly reminderMs: number;
  /** The time after an order's deadline (its registration, if it has none) at which polling stops. */
  readonly keepMs: number;
}

/** The next poll of an order. */
export interface Poll {
  readonly dueAt: Date;
  /** The number of polls before this one. */
  readonly step: number;
  /** The order is new or near a deadline, so it is polled before others. */
  readonly isUrgent: boolean;
}

/** The first polls of an order are urgent: if its webhook was lost, a buyer is probably waiting for the result. */
const URGENT_STEPS = 3;
const JITTER = 0.2;

/** The first poll of a new order. @param random a number from 0 up to, but not including, 1 */
export function firstPoll(order: Order, random: number, schedule: PollSchedule): Poll {
  return plan(order, 0, order.createdAt, random, schedule);
}

/**
 * The poll that follows a poll made at `at`.
 *
 * @param step the step of the poll made at `at`
 * @param random a number from 0 up to, but not including, 1
 * @returns `null` if nothing is left to wait for
 */
export function nextPoll(order: Order, step: number, at: Date, random: number, schedule: PollSchedule): Poll | null {
  if (!isWaiting(order, before(at, schedule.graceMs))) return null;
  const ends = [endOf(order) ?? order.createdAt, ...accountEnds(order)].map(Number);
  return at.getTime() >= Math.max(...ends) + schedule.keepMs ? null : plan(order, step + 1, at, random, schedule);
}

/**
 * Whether an order needs polling: it is not settled yet, or has an account that may take a deposit. The reconcile
 * window finds what happens to a settled or expired order.
 */
export function isWaiting(order: Order, at: Date): boolean {
  if (order.state === 'pending' || order.state === 'ready') return true;
  if (order.state === 'expired') return false;
  return order.payments.some(
    (payment) =>
      holdsOpenAccount(payment) && (payment.virtualAccount.dueAt === null || payment.virtualAccount.dueAt > at),
  );
}

/** The deadlines of the order's open accounts. */
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
  const delayMs = (pollDelaysMs[step] ?? pollDelaysMs.at(-1) ?? 0) * (1 + JITTER * (random - 0.5));
  const onSchedule = after(at, delayMs);
  const ends = [order.expiresAt, endOf(order), ...accountEnds(order)].map((end) => end && after(end, graceMs));
  const [nearest] = [...ends, reminderMoment(order, reminderMs)]
    .filter((moment) => moment !== null && moment > at && moment < onSchedule)
    .toSorted((a, b) => Number(a) - Number(b));
  return { dueAt: nearest ?? onSchedule, step, isUrgent: nearest != null || step < URGENT_STEPS };
}

const after = (at: Date, ms: number) => new Date(at.getTime() + Math.round(ms));
const before = (at: Date, ms: number) => after(at, -ms);
