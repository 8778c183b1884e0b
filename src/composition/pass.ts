/** Does a bounded amount of work, ends early when the signal aborts, and returns whether more work is waiting. */
export type Pass = (signal: AbortSignal) => Promise<{ readonly more: boolean }>;
