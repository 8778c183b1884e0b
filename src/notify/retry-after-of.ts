import type { AxiosResponse } from 'axios';

/** Statuses whose `Retry-After` is respected. */
const RETRY_AFTER_STATUSES: readonly number[] = [429, 503];

/** The pause that an answer asks for, in milliseconds: in seconds, which may have decimals, or until a date; null for none. */
export function retryAfterOf({ status, headers }: AxiosResponse, now: Date): number | null {
  const text: unknown = headers['retry-after'];
  if (!RETRY_AFTER_STATUSES.includes(status) || typeof text !== 'string') return null;
  const pauseMs = /^\d{1,9}(\.\d{1,9})?$/.test(text)
    ? Math.ceil(Number(text) * 1000)
    : Date.parse(text) - now.getTime();
  return pauseMs > 0 ? pauseMs : null;
}
