import fc from 'fast-check';
import { planReport } from '../../src/domain/plan-report';
import type { Cancel } from '../../src/domain/cancel/cancel';
import type { MoneyPolicy } from '../../src/domain/money-policy';
import { judgePayment, type JudgePolicy } from '../../src/domain/judge-payment';
import type { Amount } from '../../src/domain/money';
import type { Order } from '../../src/domain/order';
import type { OrderChange } from '../../src/domain/order-change';
import { canMove } from '../../src/domain/order-state';
import type { ReportedPayment, Source } from '../../src/domain/payment';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, withChange } from '../support/build-order';
import { anyCancelEvent, ask, carryOut, close, nextCancel, type CancelEvent } from './cancel-stories';
import { anyLives, anyMinute, minute, type PaymentLife } from './payment-lives';
import { simulateIamport } from './simulated-iamport';

/** An event of an order: a report of one of its payments, of any age, or an action of this service. */
type Event =
  | { readonly kind: 'report'; readonly life: number; readonly snapshot: number; readonly source: Source }
  | {
      readonly kind: 'garbled';
      readonly life: number;
      readonly snapshot: number;
      readonly source: Source;
      readonly status: 'unknown' | 'cancelled';
    }
  | { readonly kind: 'close'; readonly at: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | CancelEvent;

/** One report with its verdict and change. */
export interface Step {
  readonly before: Order;
  readonly reported: ReportedPayment;
  readonly verdict: Verdict;
  readonly change: OrderChange | null;
  readonly after: Order;
  readonly at: Date;
}

const anySource = fc.constantFrom<Source>('callback', 'redirect', 'webhook', 'reconcile');
const anyEvent = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      life: fc.nat(),
      snapshot: fc.nat(),
      source: anySource,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('garbled' as const),
      life: fc.nat(),
      snapshot: fc.nat(),
      source: anySource,
      status: fc.constantFrom('unknown' as const, 'cancelled' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), at: anyMinute }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 11) }) },
  { weight: 14, arbitrary: anyCancelEvent },
);
/** Up to four payments of an order, and up to forty events in any sequence. */
export const anyStory = fc.record({
  policy: fc.record({
    mode: fc.constantFrom<JudgePolicy['mode']>('live', 'test'),
    moneyPolicy: fc.record({
      forgedPayment: fc.constantFrom<MoneyPolicy['forgedPayment']>('hold', 'cancel'),
      duplicatePayment: fc.constantFrom<MoneyPolicy['duplicatePayment']>('hold', 'cancel'),
      latePayment: fc.constantFrom<MoneyPolicy['latePayment']>('accept', 'hold', 'cancel'),
    }),
  }),
  expiresAt: fc.option(anyMinute.map(minute), { nil: null }),
  lives: anyLives,
  events: fc.array(anyEvent, { maxLength: 40, size: 'max' }),
  /** Decides the sequence of the last reports at the end. */
  lots: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
});
export type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never;

/** Judges one report and stores what it changes. */
export function deliver(before: Order, reported: ReportedPayment, source: Source, policy: JudgePolicy, at: Date): Step {
  const verdict = judgePayment(before, reported, policy);
  const change = planReport(before, reported, verdict, { source, at, moneyPolicy: policy.moneyPolicy }).change;
  return { before, reported, verdict, change, after: withChange(before, change), at };
}

/** The deadline of the order passes. */
function expire(order: Order, at: Date): Order {
  if (!canMove(order.state, 'expired') || order.expiresAt === null) return order;
  const entry = { at, from: order.state, to: 'expired', source: 'reconcile', impUid: null } as const;
  return { ...order, state: 'expired', history: [...order.history, entry] };
}

function pick<T>(items: readonly T[], lot: number): T {
  const item = items[lot % items.length];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function reportOf(
  event: Extract<Event, { kind: 'report' | 'garbled' }>,
  lives: readonly PaymentLife[],
  now: Date,
): ReportedPayment {
  const { snapshots } = pick(lives, event.life);
  const snapshot = pick(snapshots, event.snapshot);
  const report = snapshot === snapshots.at(-1) ? { ...snapshot, askedAt: now } : snapshot;
  if (event.kind === 'report') return report;
  return event.status === 'unknown'
    ? { ...report, status: 'unknown', statusText: 'held' }
    : { ...report, status: 'cancelled', statusText: 'cancelled', cancelAmount: 0 as Amount };
}

/** The callbacks of a story. */
export interface Watcher {
  /** After each report; `story` has the present lives. */
  readonly report?: (step: Step, round: number, story: Story) => void;
  /** After each step of any kind. */
  readonly step?: (before: Order, after: Order, story: Story) => void;
}

/** The end of a story. */
export interface Ending {
  readonly order: Order;
  readonly story: Story;
  /** The refunds by calls of this service, as `impUid amount`. */
  readonly ours: readonly string[];
}

/** Runs a story. After the PGs have finished, it reports the last state of each payment in each round. */
export function tell(story: Story, watcher: Watcher, rounds = 1): Ending {
  let order = buildOrder({ expiresAt: story.expiresAt });
  let now = minute(1000);
  const { policy } = story;
  const iamport = simulateIamport(story.lives);
  const told = { ...story, lives: iamport.lives };
  const pending: Cancel[] = [];
  const move = (after: Order): void => {
    const before = order;
    order = after;
    watcher.step?.(before, after, told);
  };
  const watch = (reported: ReportedPayment, source: Source, round: number): void => {
    const step = deliver(order, reported, source, policy, now);
    watcher.report?.(step, round, told);
    move(step.after);
  };
  const land = (isHistoryLate: boolean): void => {
    const landing = pending.shift();
    if (landing !== undefined) iamport.refund(landing, now, { isOurs: true, isHistoryLate });
  };
  const happen = (event: Event): void => {
    const storyState = { iamport, policy, now, pending };
    switch (event.kind) {
      case 'wait':
        now = new Date(now.getTime() + event.minutes * 60_000);
        return;
      case 'expire':
        return move(expire(order, now));
      case 'close':
        return move(close(order, { id: 'closing', fingerprint: '' }, minute(event.at)));
      case 'ask':
        return move(ask(order, event, storyState));
      case 'carryOut': {
        const next = nextCancel(order, event.lot);
        if (next === undefined) return;
        watch(iamport.read(next.impUid, now), 'cancel', 0);
        const cancel = order.cancels.find(({ id }) => id === next.id);
        if (cancel?.state === 'requested') move(carryOut(order, cancel, event, storyState));
        return;
      }
      case 'land':
        return land(event.isHistoryLate);
      case 'console': {
        const { impUid } = pick(iamport.lives, event.life);
        const what = { impUid, amount: event.amount as Amount, reason: '관리자 취소' };
        iamport.refund(what, now, { isOurs: false, isHistoryLate: false });
        return;
      }
      case 'report':
      case 'garbled':
        return watch(reportOf(event, iamport.lives, now), event.source, 0);
    }
  };
  for (const event of story.events) {
    now = new Date(now.getTime() + 1000);
    happen(event);
  }
  while (pending.length > 0) land(false);
  now = new Date(now.getTime() + 60_000);
  const lots = iamport.lives.map((life, index) => ({ life, lot: story.lots[index] ?? 0 }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { life } of lots.toSorted((a, b) => a.lot - b.lot)) {
      watch(iamport.read(life.impUid, now), 'reconcile', round);
    }
  }
  return { order, story: told, ours: iamport.ours };
}
