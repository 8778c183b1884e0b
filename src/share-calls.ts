/** Runs work, or waits for the same work that is under way already. */
export type ShareCalls<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** Shares calls with equal keys that overlap in time, their faults too. Nothing is kept once a call has ended. */
export function createShareCalls<T>(): ShareCalls<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, work) => {
    const begunBefore = underWay.get(key);
    if (begunBefore !== undefined) return begunBefore;
    const call = work().finally(() => underWay.delete(key));
    underWay.set(key, call);
    return call;
  };
}
