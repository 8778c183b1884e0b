/**
 * The pause that an answer asks for, in milliseconds: in seconds, which may have decimals, or until a date.
 *
 * @param now in milliseconds since 1970
 * @returns null for none, one that is over, or one that cannot be read
 */
export function retryAfterOf(headers: Pick<Headers, 'get'>, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const pauseMs = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Math.ceil(Number(text) * 1000) : Date.parse(text) - now;
  return pauseMs > 0 ? pauseMs : null;
}
