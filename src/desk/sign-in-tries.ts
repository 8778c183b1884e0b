import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory';
import { takePoint } from '../lib/take-point';

/** How many wrong keys are looked up. */
export interface SignInTries {
  /** Whether a right key of this address may sign in: wrong keys of others never keep it out. */
  readonly isOpen: (sender: string) => Promise<boolean>;
  /** Counts a wrong key. @returns false where the address, or all addresses together, have sent too many */
  readonly count: (sender: string) => Promise<boolean>;
  /** When an address may try again, in seconds. */
  readonly retryAfterS: number;
}

/** The limits of wrong keys in one process. */
export interface TryLimits {
  readonly perSender: number;
  readonly inAll: number;
  readonly durationS: number;
}

const ALL = 'all';

/**
 * Limits wrong keys. Nobody guesses 256 random bits: the limits keep a flood from the audit log and from the database. So a right
 * key is held back by wrong ones of its own address alone, or a stranger could keep the staff out.
 */
export function createSignInTries({ perSender, inAll, durationS: duration }: TryLimits): SignInTries {
  const ofSender = new RateLimiterMemory({ points: perSender, duration });
  const ofAll = new RateLimiterMemory({ points: inAll, duration });
  return {
    retryAfterS: duration,
    async isOpen(sender) {
      const taken = await ofSender.get(sender);
      return taken === null || taken.consumedPoints < perSender;
    },
    count: async (sender) => (await takePoint(ofSender, sender)) && takePoint(ofAll, ALL),
  };
}
