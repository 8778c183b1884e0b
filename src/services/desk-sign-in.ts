import type { AccessKey } from '../domain/access-key';
import { endOfSession, type SessionTimes } from '../domain/desk-session';
import type { DeskSessions } from '../store/desk-sessions';
import type { RecordAudit } from './record-audit';

export interface DeskSignInDeps {
  readonly sessions: DeskSessions;
  /** The key with this digest; null once it is removed. */
  readonly findKey: (digest: string) => AccessKey | null;
  readonly recordAudit: RecordAudit;
  readonly times: SessionTimes;
  /** A request is stored if the last one that is stored was so much earlier, in milliseconds. */
  readonly keepEveryMs: number;
  readonly now: () => Date;
}

/** Sessions, each by the digest of its id. Every method throws CheckoutError `unavailable`. */
export interface DeskSignIn {
  /** Begins a session of a key that may sign in. The audit log has it before the session is there. */
  readonly begin: (digest: string, key: AccessKey) => Promise<void>;
  /** The key of a session, as it is now. Null where the session has ended, or its key is removed: that ends it. */
  readonly resume: (digest: string) => Promise<AccessKey | null>;
  /** Ends a session. The audit log has it before, if the session was there. */
  readonly end: (digest: string) => Promise<void>;
}

/** Creates the sessions of the desk. */
export function createDeskSignIn({
  sessions,
  findKey,
  recordAudit,
  times,
  keepEveryMs,
  now,
}: DeskSignInDeps): DeskSignIn {
  const actorOf = ({ name }: AccessKey) => ({ name, operator: null });
  /** The key, if a person may be signed in with it. */
  const keyOf = (keyDigest: string) => {
    const key = findKey(keyDigest);
    return key?.maySignIn === true ? key : null;
  };
  return {
    async begin(digest, key) {
      const startedAt = now();
      await recordAudit(actorOf(key), { action: 'signIn' });
      await sessions.removeEnded(startedAt);
      const endsAt = endOfSession(startedAt, startedAt, times);
      await sessions.add({ digest, keyDigest: key.digest, startedAt, seenAt: startedAt, endsAt });
    },

    async resume(digest) {
      const seenAt = now();
      const session = await sessions.find(digest, seenAt);
      if (session === null) return null;
      const key = keyOf(session.keyDigest);
      if (key === null) await sessions.remove(digest);
      else if (seenAt.getTime() - session.seenAt.getTime() >= keepEveryMs)
        await sessions.keep(digest, { seenAt, endsAt: endOfSession(session.startedAt, seenAt, times) });
      return key;
    },

    async end(digest) {
      const session = await sessions.find(digest, now());
      if (session === null) return;
      const key = keyOf(session.keyDigest);
      if (key !== null) await recordAudit(actorOf(key), { action: 'signOut' });
      await sessions.remove(digest);
    },
  };
}
