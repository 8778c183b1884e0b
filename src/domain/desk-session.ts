/** A person who is signed in to the desk. The database knows the digests alone. */
export interface DeskSession {
  /** SHA-256 of the session's id, in hexadecimal. */
  readonly digest: string;
  /** The digest of the key that began it: the session may do what this key may do at the moment. */
  readonly keyDigest: string;
  readonly startedAt: Date;
  /** The last request, to the minute. */
  readonly seenAt: Date;
  readonly endsAt: Date;
}

/** How long a session lasts, in milliseconds. */
export interface SessionTimes {
  /** From the sign-in, whatever happens. */
  readonly longestMs: number;
  /** From the last request. */
  readonly idleMs: number;
}

/** When a session ends that sees no further request. */
export function endOfSession(startedAt: Date, seenAt: Date, { longestMs, idleMs }: SessionTimes): Date {
  return new Date(Math.min(startedAt.getTime() + longestMs, seenAt.getTime() + idleMs));
}
