/** Sends a request. The global `fetch` is one; another one must heed `init.signal`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request that can be sent again: its body is a text. */
export interface SendableRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What came of one try. A fault's `detail` is a code, never a text of others: it might name the key. */
export type Outcome =
  | { readonly kind: 'answer'; readonly http: number; readonly headers: Headers; readonly body: string }
  | { readonly kind: 'network'; readonly detail: string }
  | { readonly kind: 'timeout' | 'aborted' };

/**
 * Sends a request once and reads the whole answer. Follows no redirect, because that would turn a POST into a GET. Never
 * throws.
 *
 * @param limits.timeoutMs until the last byte of the answer
 */
export async function tryOnce(
  fetch: Fetch,
  { url, method, headers, body }: SendableRequest,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | null },
): Promise<Outcome> {
  if (signal?.aborted) return { kind: 'aborted' };
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: controller.signal });
    return { kind: 'answer', http: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    if (signal?.aborted) return { kind: 'aborted' };
    return controller.signal.aborted ? { kind: 'timeout' } : { kind: 'network', detail: codeOf(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** The code of the innermost cause that has one: `ECONNREFUSED` of fetch's "fetch failed". */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const inner = error.cause instanceof Error ? codeOf(error.cause) : error.name;
  const { code } = error as { readonly code?: unknown };
  return inner === error.name && typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : inner;
}
