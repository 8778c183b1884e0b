import { type Clock, unixSeconds } from './unix-seconds';

/** Seconds that a fresh token lives (§1.2). */
export const TOKEN_LIFE_SECONDS = 30 * 60;
/** Asking with less than this left makes the token live longer (§1.2). */
export const EXTENSION_WINDOW_SECONDS = 60;
/** By how much the token's life is then extended (§1.2). */
export const EXTENSION_SECONDS = 5 * 60;

/** The reply of `POST /users/getToken` (§1.2); times in unix seconds. */
export interface IssuedToken {
  access_token: string;
  now: number;
  expired_at: number;
}

/** The one access token of the merchant: everybody who asks shares it (§1.2). */
export interface Tokens {
  issue: () => IssuedToken;
  accepts: (token: string) => boolean;
  /** The living token, for a look from outside; asking so issues and extends nothing. */
  current: () => IssuedToken | undefined;
  /** Ends the living token at once: calls that carry it get 401, and the next `issue` makes a new one. */
  revoke: () => void;
}

/** Makes {@link Tokens} with none issued yet. */
export function createTokens(deps: { now: Clock; randomHex: (characters: number) => string }): Tokens {
  let living: { text: string; expiredAt: number } | undefined;

  const alive = (now: number) => (living !== undefined && now < living.expiredAt ? living : undefined);
  const current = () => {
    const now = unixSeconds(deps.now);
    const token = alive(now);
    return token && { access_token: token.text, now, expired_at: token.expiredAt };
  };
  return {
    issue() {
      const now = unixSeconds(deps.now);
      living = alive(now) ?? { text: deps.randomHex(40), expiredAt: now + TOKEN_LIFE_SECONDS };
      if (living.expiredAt - now < EXTENSION_WINDOW_SECONDS) living.expiredAt += EXTENSION_SECONDS;
      return { access_token: living.text, now, expired_at: living.expiredAt };
    },
    accepts: (token) => alive(unixSeconds(deps.now))?.text === token,
    current,
    revoke: () => (living = undefined),
  };
}
