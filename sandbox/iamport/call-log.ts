import { copyOf } from './copy-of';
import type { RouteName } from './api/route-names';
import type { Clock } from './unix-seconds';

/** One call of the imitated API, written down when it arrives. The token it carried is not kept. */
export interface RecordedCall {
  method: string;
  path: string;
  /** Null for a path that the API does not have. */
  route: RouteName | null;
  query: Record<string, string>;
  at: Date;
}

/** Who called what. The sandbox's own control API is not counted. */
export interface CallLog {
  record: (call: Omit<RecordedCall, 'at'>) => void;
  /** How many calls arrived since the last reset, of all routes or of one. */
  count: (route?: RouteName) => number;
  /** The newest 10,000, oldest of them first. */
  list: () => RecordedCall[];
  /** Resolves when `count(route)` has reached `atLeast`; lets a race test wait without a timer. */
  reached: (route: RouteName, atLeast: number) => Promise<void>;
  reset: () => void;
}

/** Older calls are forgotten by the list, though not by the count. */
const MAX_LISTED = 10_000;

/** Makes an empty {@link CallLog}. */
export function createCallLog(deps: { now: Clock }): CallLog {
  let calls: RecordedCall[] = [];
  let counts = new Map<RouteName | 'all', number>();
  let waiting: { route: RouteName; atLeast: number; resolve: () => void }[] = [];

  const count = (route: RouteName | 'all' = 'all') => counts.get(route) ?? 0;
  const wakeWaiting = () => {
    const due = waiting.filter((it) => count(it.route) >= it.atLeast);
    waiting = waiting.filter((it) => !due.includes(it));
    for (const { resolve } of due) resolve();
  };
  return {
    record(call) {
      calls.push({ ...call, at: deps.now() });
      if (calls.length > 2 * MAX_LISTED) calls = calls.slice(-MAX_LISTED);
      for (const key of ['all', call.route] as const) if (key !== null) counts.set(key, count(key) + 1);
      wakeWaiting();
    },
    count,
    list: () => copyOf(calls.slice(-MAX_LISTED)),
    reached: (route, atLeast) =>
      new Promise((resolve) => {
        waiting.push({ route, atLeast, resolve });
        wakeWaiting();
      }),
    reset() {
      calls = [];
      counts = new Map();
    },
  };
}
