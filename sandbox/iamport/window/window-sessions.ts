import type { Locale } from './locale';
import type { ShopOrigin } from './shop-origin';

/** What the window knows of the page that opened it, beside the checkout itself. */
export interface WindowSession {
  shopOrigin: ShopOrigin;
  /** The `language` of `request_pay` (§8.2); undefined leaves it to the browser. */
  language: Locale | undefined;
}

/** The sessions by the checkout's id. */
export interface WindowSessions {
  begin: (checkoutId: string, session: WindowSession) => void;
  /** A window that no browser opened has no shop page. */
  of: (checkoutId: string) => WindowSession;
}

const OPENED_BY_HAND: WindowSession = { shopOrigin: null, language: undefined };
const MOST_KEPT = 10_000;

/** Makes an empty desk; the oldest sessions are forgotten when there are very many. */
export function createWindowSessions(): WindowSessions {
  const sessions = new Map<string, WindowSession>();
  return {
    begin(checkoutId, session) {
      sessions.set(checkoutId, session);
      const [oldest] = sessions.keys();
      if (sessions.size > MOST_KEPT && oldest !== undefined) sessions.delete(oldest);
    },
    of: (checkoutId) => sessions.get(checkoutId) ?? OPENED_BY_HAND,
  };
}
