/** What `POST /users/getToken` answers: times are unix seconds of i'mport's clock (§1.2). */
export interface IssuedToken {
  readonly accessToken: string;
  readonly now: number;
  readonly expiredAt: number;
}

/** Keeps one access token for all callers. */
export interface AccessTokens {
  /** The token, fetched first where none is held or the held one is about to end. */
  get(): Promise<string>;
  /** A new token after `rejected` was answered with 401; the held one where another caller has renewed it already. */
  renew(rejected: string): Promise<string>;
}

/**
 * Fetches the access token when it is needed and keeps it while it lives; however many callers wait, one request is
 * under way.
 *
 * The life is `expired_at - now`, both of i'mport's clock, counted on a clock of ours that nobody sets (§1.2).
 *
 * @param deps.elapsedMs a monotonic clock in milliseconds
 * @param deps.marginMs how long before its end a token is renewed; under a minute, i'mport prolongs the same token (§1.2)
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
