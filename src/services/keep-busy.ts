export interface KeepBusyDeps<Item> {
  /** The most items that are worked on at once. */
  readonly limit: number;
  /** Takes up to so many items, and says whether another look may find more at once. */
  readonly take: (limit: number) => Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  readonly work: (item: Item) => Promise<void>;
  /** Puts back what was taken and not begun. */
  readonly giveBack: (item: Item) => Promise<void>;
  /** Passes before the next look while something is under way and nothing more is to be had. */
  readonly pause: () => Promise<void>;
  /** Nothing is begun any more. */
  readonly signal: AbortSignal;
}

/**
 * Takes items and works on them side by side, another one as soon as one is through, until there are none. Ends only
 * when all that were begun are through.
 *
 * @throws what `take` or `work` threw first; nothing is begun after that
 */
export async function keepBusy<Item>(deps: KeepBusyDeps<Item>): Promise<void> {
  const { signal } = deps;
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  // A promise of its own for each wait: one that lives as long as all of this would gather what hangs on it.
  let wake = () => {};
  const onAbort = () => wake();
  const begin = (item: Item) => {
    const job: Promise<void> = deps
      .work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        underWay.delete(job);
        wake();
      });
    underWay.add(job);
  };
  const isOver = () => signal.aborted || failure !== null;

  signal.addEventListener('abort', onAbort);
  try {
    while (!isOver()) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // What ends during the look may have made room for what the look did not see.
      const isIdle = underWay.size === 0;
      const free = deps.limit - underWay.size;
      const { items, more } = free > 0 ? await deps.take(free) : NOTHING;
      if (isOver()) await Promise.all(items.map((item) => deps.giveBack(item)));
      else items.forEach(begin);
      if (underWay.size === deps.limit) await woken;
      else if (items.length === 0 && !more) {
        if (isIdle) break;
        if (underWay.size > 0) void deps.pause().then(wake);
        await woken;
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    while (underWay.size > 0) await Promise.all(underWay);
  }
  throwIfFailed(failure);
}

const NOTHING = { items: [], more: false };

function throwIfFailed(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}
