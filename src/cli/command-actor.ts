import { userInfo } from 'node:os';
import { COMMAND, type Actor } from '../domain/access-key';
import { Operator } from '../http/require-key';

/** Who runs this process, for the audit log: the user of the system, where it has a name. */
export function commandActor(): Actor {
  return { name: COMMAND, operator: Operator.safeParse(userName()).data ?? null };
}

/** A container's user may have none. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
