/** The answer of `POST /users/getToken`. Times are unix seconds of i'mport's clock (§1.2). */
export interface IssuedToken {
  readonly accessToken: string;
  readonly now: number;
  readonly expiredAt: number;
}

/** One access token for all callers. */
export interface AccessTokens {
  /** Returns the token, and fetches a new one first where none is held or the held one is about to expire. */
  get(): Promise<string>;
  /** Returns a new token after i'mport answered 401 for `rejected`; the held one where another caller has renewed it. */
  renew(rejected: string): Promise<string>;
}

/**
 * Fetches the access token on demand and keeps it until shortly before it expires. All waiting callers share one request.
 *
 * The lifetime is `expired_at - now`, both of i'mport's clock (§1.2). It is counted on a monotonic clock, so a wrong or
 * adjusted clock of this machine does not matter.
 *
 * @param deps.elapsedMs a monotonic clock in milliseconds
 * @param deps.marginMs how long before it expires a token is renewed, in milliseconds; in its last minute, i'mport prolongs
 *   the same token (§1.2)
 */
export function createAccessTokens(deps: {
  readonly fetchToken: () => Promise<IssuedToken>;
  readonly elapsedMs: () => number;
  readonly marginMs: number;
}): AccessTokens {
  let held: { readonly token: string; readonly endsAtMs: number } | null = null;
  let underWay: Promise<string> | null = null;

  async function fetchAndHold(): Promise<string> {
    const askedAtMs = deps.elapsedMs();
    const { accessToken, now, expiredAt } = await deps.fetchToken();
    held = { token: accessToken, endsAtMs: askedAtMs + (expiredAt - now) * 1000 - deps.marginMs };
    return accessToken;
  }

  function fetchOnce(): Promise<string> {
    underWay ??= fetchAndHold().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  return {
    get: async () => (held !== null && deps.elapsedMs() < held.endsAtMs ? held.token : fetchOnce()),
    renew: async (rejected) => (held !== null && held.token !== rejected ? held.token : fetchOnce()),
  };
}
