import { retryAfterOf } from './retry-after-of';
import type { Outcome } from './try-once';

/** How a client tries again. */
export interface RetryOptions {
  /** Further tries after the first one; 0 for none. @default 3 */
  readonly limit?: number | undefined;
  /** The longest pause before the first of them, in milliseconds; it doubles with each try. @default 300 */
  readonly firstPauseMs?: number | undefined;
  /** The longest pause, in milliseconds, also where `Retry-After` asks for a longer one. @default 20_000 */
  readonly maxPauseMs?: number | undefined;
}

/** The times of one call, in milliseconds. */
export interface CallTimes {
  /** For one try. */
  readonly timeoutMs: number;
  /** For all tries and the pauses between them. */
  readonly totalTimeoutMs: number;
}

/** What decides whether and when a call is tried again. */
export interface TryAgainDeps {
  readonly retry: Required<{ readonly [Field in keyof RetryOptions]: number }>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Waits so many milliseconds. @returns false where the signal broke it off */
  readonly pause: (ms: number, signal: AbortSignal | null) => Promise<boolean>;
}

/** A 429 or 503 of the service says that nothing was changed. */
const REFUSED: readonly number[] = [429, 503];

/**
 * Tries until an answer is final. It tries again after a 429 or 503, and where a repeat changes nothing, also after any other
 * 5xx, a fault of the network and the time limit of a try. A pause is random up to a bound that doubles, but at least what
 * `Retry-After` says. A pause that would end after the time for all ends the call at once.
 *
 * @param options.isIdempotent whether a repeat of a request that was carried out changes nothing
 */
export async function tryAgain(
  { retry, now, random, pause }: TryAgainDeps,
  attempt: (timeoutMs: number) => Promise<Outcome>,
  options: CallTimes & { readonly isIdempotent: boolean; readonly signal: AbortSignal | null },
): Promise<{ readonly outcome: Outcome; readonly tries: number }> {
  const end = now() + options.totalTimeoutMs;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt(Math.min(options.timeoutMs, end - now()));
    if (tries > retry.limit || !mayRepeat(outcome, options.isIdempotent)) return { outcome, tries };
    const jitterMs = random() * Math.min(retry.maxPauseMs, retry.firstPauseMs * 2 ** (tries - 1));
    const askedMs = outcome.kind === 'answer' ? (retryAfterOf(outcome.headers, now()) ?? 0) : 0;
    const pauseMs = Math.min(retry.maxPauseMs, askedMs + jitterMs);
    if (now() + pauseMs >= end) return { outcome, tries };
    if (!(await pause(pauseMs, options.signal))) return { outcome: { kind: 'aborted' }, tries };
  }
}

function mayRepeat(outcome: Outcome, isIdempotent: boolean): boolean {
  switch (outcome.kind) {
    case 'answer':
      return REFUSED.includes(outcome.http) || (isIdempotent && outcome.http >= 500);
    case 'network':
    case 'timeout':
      return isIdempotent;
    case 'aborted':
      return false;
  }
}
