import fc from 'fast-check';
import { createBoundedQueue, type QueueLimits } from '../../src/lib/create-bounded-queue';

/** Callers come, work ends, time passes, and any number of microtasks runs in between. */
type Step =
  | { readonly kind: 'call' }
  | { readonly kind: 'end'; readonly which: number; readonly throws: boolean }
  | { readonly kind: 'tick'; readonly times: number }
  | { readonly kind: 'wait'; readonly ms: number };

interface Caller {
  readonly id: number;
  readonly calledAt: number;
  readonly calledTick: number;
  state: 'waiting' | 'underWay' | 'ended' | 'refused';
  end?: (throws: boolean) => void;
}

const MAX_WAIT_MS = 50;
/** More microtasks than a refusal on the spot takes. */
const AT_ONCE = 3;
/** More microtasks than a turn takes to pass on. */
const ALL = 20;
class NoRoom extends Error {}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('call' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(2), throws: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('tick' as const), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60 }) }) },
);
const limits: fc.Arbitrary<QueueLimits> = fc.record({
  maxUnderWay: fc.integer({ min: 1, max: 3 }),
  maxWaiting: fc.integer({ min: 0, max: 3 }),
  maxWaitMs: fc.constant(MAX_WAIT_MS),
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A queue, all who called it, and what went wrong. */
function openQueue(of: QueueLimits) {
  const queue = createBoundedQueue(of, () => new NoRoom());
  const callers: Caller[] = [];
  const started: number[] = [];
  const errors: unknown[] = [];
  let ticks = 0;
  const inState = (state: Caller['state']) => callers.filter((caller) => caller.state === state);

  const start = (caller: Caller) => {
    if (caller.state !== 'waiting') errors.push(`${caller.id} began though it was ${caller.state}`);
    started.push(caller.id);
    caller.state = 'underWay';
    return new Promise<void>((resolve, reject) => {
      caller.end = (throws) => {
        caller.state = 'ended';
        if (throws) reject(new RangeError(String(caller.id)));
        else resolve();
      };
    });
  };
  const notice = (caller: Caller, error: unknown) => {
    if (error instanceof RangeError && caller.state === 'ended') return;
    if (!(error instanceof NoRoom) || caller.state !== 'waiting') return errors.push(error);
    caller.state = 'refused';
    const atOnce = ticks - caller.calledTick <= AT_ONCE;
    if (!atOnce && Date.now() - caller.calledAt < MAX_WAIT_MS) errors.push(`${caller.id} was thrown out`);
  };

  const does: { readonly [Kind in Step['kind']]: (step: Extract<Step, { kind: Kind }>) => unknown } = {
    call() {
      const caller: Caller = { id: callers.length, calledAt: Date.now(), calledTick: ticks, state: 'waiting' };
      callers.push(caller);
      queue('a call', () => start(caller)).catch((error: unknown) => notice(caller, error));
    },
    wait: ({ ms }) => jest.advanceTimersByTime(ms),
    end: ({ which, throws }) => inState('underWay')[which]?.end?.(throws),
    async tick({ times }) {
      for (let n = 0; n < times; n += 1) {
        ticks += 1;
        await Promise.resolve();
      }
    },
  };
  return {
    inState,
    play: (each: Step) => (does[each.kind] as (step: Step) => unknown)(each),
    expectOrder: () => {
      expect(errors).toEqual([]);
      expect(started).toEqual(started.toSorted((a, b) => a - b));
      expect(inState('underWay').length).toBeLessThanOrEqual(of.maxUnderWay);
    },
  };
}

test('starts keep the order of coming, are never too many, and nobody who found a place is thrown out', async () => {
  const property = fc.asyncProperty(limits, fc.array(step, { minLength: 5, maxLength: 60 }), async (of, steps) => {
    const { play, expectOrder, inState } = openQueue(of);
    for (const each of steps) {
      // No microtask runs between two steps that ask for none.
      const ticking = play(each);
      if (ticking instanceof Promise) await ticking;
      expectOrder();
    }
    for (;;) {
      await play({ kind: 'tick', times: ALL });
      expectOrder();
      const underWay = inState('underWay');
      if (underWay.length < of.maxUnderWay) expect(inState('waiting')).toEqual([]);
      if (underWay.length === 0) break;
      underWay.forEach((caller) => caller.end?.(false));
    }
  });
  await fc.assert(property, { numRuns: 1_000 });
});
