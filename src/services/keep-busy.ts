export interface KeepBusyDeps<Item> {
  /** The most jobs at once. */
  readonly limit: number;
  /** Takes up to `limit` items; `more` says whether another call may find items at once. */
  readonly take: (limit: number) => Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  readonly work: (item: Item) => Promise<void>;
  /** Gives back an item that was taken and not begun. */
  readonly giveBack: (item: Item) => Promise<void>;
  /** Waits before the next `take`, while jobs run and no item is available. */
  readonly pause: () => Promise<void>;
  /** Once aborted, no job is begun. */
  readonly signal: AbortSignal;
}

/**
 * Works on items in parallel, and takes another when a job ends, until none is left. It returns when all begun jobs
 * have ended.
 *
 * @throws the first error of `take` or `work`; no job is begun after it
 */
export async function keepBusy<Item>(deps: KeepBusyDeps<Item>): Promise<void> {
  const { signal } = deps;
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  // Each wait gets a new promise: a single long-lived promise would collect every reaction attached to it.
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
      // A job that ends during `take` may make another item available that `take` did not see.
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
