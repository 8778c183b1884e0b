/**
 * What a key may do. Each route of the shop's API needs exactly one scope (http/route-scopes.ts).
 *
 * - `orders:write`: register and amend orders
 * - `orders:read`: read orders
 * - `refunds`: decide about money: cancel, close, revoke, accept
 * - `operate`: acknowledge, recheck, replay, exports, metrics
 * - `audit`: read the audit log
 */
export const SCOPES = ['orders:write', 'orders:read', 'refunds', 'operate', 'audit'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key that may call the API. The key itself is not kept. */
export interface AccessKey {
  /** Who uses the key, as the audit log names the actor. Several keys may have one name. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the key, in hexadecimal. */
  readonly digest: string;
  /** Whether a person may sign in to the pages with it. */
  readonly maySignIn: boolean;
}

/** The name of `ORDERS_API_KEY`. */
export const SHOP_SERVER = 'shop-server';
/** Who sends a key that is none. */
export const UNKNOWN = 'unknown';
/** Who runs a command beside the service. */
export const COMMAND = 'command';
/** Actors that are no key of an operator: no such key may have one of these names. */
export const RESERVED_NAMES: readonly string[] = [SHOP_SERVER, UNKNOWN, COMMAND];

/** Who asks for something. */
export interface Actor {
  /** The name of the key. */
  readonly name: string;
  /** The person, as the caller names it; null if it does not. Nobody has checked it. */
  readonly operator: string | null;
}
