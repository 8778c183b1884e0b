import { createHash, timingSafeEqual } from 'node:crypto';
import { SCOPES, SHOP_SERVER, type AccessKey } from '../domain/access-key';

/** The keys that are valid now. */
export interface KeyRing {
  /** The key of a text that a caller sent; null where no key is that text. */
  readonly find: (sent: string) => AccessKey | null;
  /** The key with this digest, for a session that a key began; null once the key is removed. */
  readonly findByDigest: (digest: string) => AccessKey | null;
  /** Replaces all keys but the shop's. */
  readonly replace: (keys: readonly AccessKey[]) => void;
}

/**
 * Creates the keys of one process: the shop's server has all scopes but `audit`, and no person signs in with its key.
 *
 * A person chose the shop's key, so its digest is compared in constant time. The keys of operators have 256 random bits and are
 * looked up by their digest: the time of a look-up tells at most something of a digest, and nobody finds the key to a digest.
 *
 * @param ordersApiKey the key of the shop's server
 */
export function createKeyRing(ordersApiKey: string): KeyRing {
  const shop: AccessKey = {
    name: SHOP_SERVER,
    scopes: SCOPES.filter((scope) => scope !== 'audit'),
    digest: digestOf(ordersApiKey),
    maySignIn: false,
  };
  let operators: ReadonlyMap<string, AccessKey> = new Map();
  const findByDigest = (digest: string) => (isEqual(digest, shop.digest) ? shop : (operators.get(digest) ?? null));
  return {
    find: (sent) => findByDigest(digestOf(sent)),
    findByDigest,
    replace: (keys) => void (operators = new Map(keys.map((key) => [key.digest, key]))),
  };
}

/** The digest of a key: SHA-256 in hexadecimal. Random keys need no slow hash, because nobody can try them all. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Two digests of the same length. */
function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
