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
  list: () => RecordedCall[];
  /** Resolves when `count(route)` has reached `atLeast`; lets a race test wait without a timer. */
  reached: (route: RouteName, atLeast: number) => Promise<void>;
  reset: () => void;
}

/** Makes an empty {@link CallLog}. */
export function createCallLog(deps: { now: Clock }): CallLog {
  let calls: RecordedCall[] = [];
  let waiting: { route: RouteName; atLeast: number; resolve: () => void }[] = [];

  const count = (route?: RouteName) => calls.filter((call) => route === undefined || call.route === route).length;
  const wakeWaiting = () => {
    const due = waiting.filter((it) => count(it.route) >= it.atLeast);
    waiting = waiting.filter((it) => !due.includes(it));
    for (const { resolve } of due) resolve();
  };
  return {
    record(call) {
      calls.push({ ...call, at: deps.now() });
      wakeWaiting();
    },
    count,
    list: () => copyOf(calls),
    reached: (route, atLeast) =>
      new Promise((resolve) => {
        waiting.push({ route, atLeast, resolve });
        wakeWaiting();
      }),
    reset: () => (calls = []),
  };
}
