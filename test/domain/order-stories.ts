import fc from 'fast-check';
import { applyVerdict, type OrderChange } from '../../src/domain/apply-verdict';
import { deadlineOf, judgePayment, type JudgePolicy, type Verdict } from '../../src/domain/judge-payment';
import type { Amount } from '../../src/domain/money';
import type { Order } from '../../src/domain/order';
import { canMove } from '../../src/domain/order-state';
import type { ReportedPayment, Road } from '../../src/domain/payment';
import { buildOrder, withChange } from '../support/build-order';
import { anyLives, anyMinute, minute, type PaymentLife } from './payment-lives';

/** What happens to the order: a report of one of its payments, at whatever age, or a move of our own. */
type Event =
  | { readonly kind: 'report'; readonly life: number; readonly snapshot: number; readonly road: Road }
  | {
      readonly kind: 'garbled';
      readonly life: number;
      readonly snapshot: number;
      readonly road: Road;
      readonly status: 'unknown' | 'cancelled';
    }
  | { readonly kind: 'close'; readonly at: number }
  | { readonly kind: 'expire' };

/** One report: what it found, what it was judged to be, what it changed. */
export interface Step {
  readonly before: Order;
  readonly reported: ReportedPayment;
  readonly verdict: Verdict;
  readonly change: OrderChange | null;
  readonly after: Order;
}

const at = minute(1000);

const anyRoad = fc.constantFrom<Road>('callback', 'redirect', 'webhook', 'reconcile');
const anyEvent = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant('report' as const), life: fc.nat(), snapshot: fc.nat(), road: anyRoad }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('garbled' as const),
      life: fc.nat(),
      snapshot: fc.nat(),
      road: anyRoad,
      status: fc.constantFrom('unknown' as const, 'cancelled' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), at: anyMinute }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const) }) },
);
/** Up to four payments of an order, and up to forty things that happen to it in any order. */
export const anyStory = fc.record({
  mode: fc.constantFrom<JudgePolicy['mode']>('live', 'test'),
  expiresAt: fc.option(anyMinute.map(minute), { nil: null }),
  lives: anyLives,
  events: fc.array(anyEvent, { maxLength: 40, size: 'max' }),
  /** Decides in which order the last report of each payment comes in the end. */
  lots: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
});
export type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never;

/** Judges one report and stores what it changes. */
export function deliver(before: Order, reported: ReportedPayment, road: Road, policy: JudgePolicy): Step {
  const verdict = judgePayment(before, reported, policy);
  const change = applyVerdict(before, reported, verdict, { road, at });
  return { before, reported, verdict, change, after: withChange(before, change) };
}

/** A move that no payment makes: the shop closes the order, or its deadline passes. */
function moveByItself(order: Order, event: Extract<Event, { kind: 'close' | 'expire' }>): Order {
  const to = event.kind === 'close' ? 'closed' : 'expired';
  if (!canMove(order.state, to) || (to === 'expired' && deadlineOf(order) === null)) return order;
  const entry = { at, from: order.state, to, road: 'reconcile', impUid: '' } as const;
  const closedAt = event.kind === 'close' ? minute(event.at) : null;
  return { ...order, state: to, closedAt, history: [...order.history, entry] };
}

function pick<T>(items: readonly T[], lot: number): T {
  const item = items[lot % items.length];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function reportOf(
  event: Extract<Event, { kind: 'report' | 'garbled' }>,
  lives: readonly PaymentLife[],
): ReportedPayment {
  const { snapshots } = pick(lives, event.life);
  const snapshot = pick(snapshots, event.snapshot);
  if (event.kind === 'report') return snapshot;
  return event.status === 'unknown'
    ? { ...snapshot, status: 'unknown', statusText: 'held' }
    : { ...snapshot, status: 'cancelled', statusText: 'cancelled', cancelAmount: 0 as Amount };
}

/**
 * Tells a story, then the last report of each payment, as often as there are rounds; `look` sees each step.
 *
 * @returns the order in the end.
 */
export function tell(story: Story, look: (step: Step, round: number) => void, rounds = 1): Order {
  let order = buildOrder({ expiresAt: story.expiresAt });
  const watch = (reported: ReportedPayment, road: Road, round: number): void => {
    const step = deliver(order, reported, road, { mode: story.mode });
    look(step, round);
    order = step.after;
  };
  for (const event of story.events) {
    if (event.kind === 'close' || event.kind === 'expire') order = moveByItself(order, event);
    else watch(reportOf(event, story.lives), event.road, 0);
  }
  const lots = story.lives.map((life, index) => ({ life, lot: story.lots[index] ?? 0 }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { life } of lots.toSorted((a, b) => a.lot - b.lot))
      watch(pick(life.snapshots, life.snapshots.length - 1), 'reconcile', round);
  }
  return order;
}
