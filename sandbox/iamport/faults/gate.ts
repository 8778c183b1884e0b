/** Keeps calls waiting until it is opened for a moment. */
export interface Gate {
  /** Taken when a call meets the gate; used, it waits for the next opening after that moment. */
  ticket: () => () => Promise<void>;
  /** Lets everybody go on who waits, and everybody who holds a ticket by now. */
  open: () => void;
  waiting: () => number;
  /** Resolves when so many wait. */
  untilWaiting: (atLeast: number) => Promise<void>;
}

/** Makes a gate at which nobody waits. */
export function createGate(): Gate {
  let openings = 0;
  let waiting: (() => void)[] = [];
  let watchers: { atLeast: number; resolve: () => void }[] = [];

  const wakeWatchers = () => {
    const due = watchers.filter(({ atLeast }) => waiting.length >= atLeast);
    watchers = watchers.filter((it) => !due.includes(it));
    for (const { resolve } of due) resolve();
  };
  const wait = (opening: number) =>
    new Promise<void>((resolve) => {
      if (openings > opening) return resolve();
      waiting.push(resolve);
      wakeWatchers();
    });
  return {
    ticket() {
      const opening = openings;
      return () => wait(opening);
    },
    open() {
      openings += 1;
      const released = waiting;
      waiting = [];
      for (const resolve of released) resolve();
    },
    waiting: () => waiting.length,
    untilWaiting: (atLeast) =>
      new Promise((resolve) => {
        watchers.push({ atLeast, resolve });
        wakeWatchers();
      }),
  };
}
