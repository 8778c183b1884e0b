import type { mongo } from 'mongoose';
import { findSchemaFaults, showSchemaFault } from '../../chaos/truth/find-schema-faults';

/** Holds what a test file leaves in its database against the schemas of the service. */
export interface SchemaGuard {
  /**
   * Names the documents that a test breaks on purpose; all others have to fit their schema. One that is named and never
   * found broken fails the file: the list holds no more than is needed.
   */
  readonly allowBroken: (...ids: readonly string[]) => void;
  /** Checks all documents that have changed since the last time. @throws where one does not fit */
  readonly check: () => Promise<void>;
  /** @throws where a document was named that never was broken */
  readonly checkAllowed: () => void;
}

/** Makes the guard of one test file. */
export function guardSchema(db: () => mongo.Db): SchemaGuard {
  const seen = new Set<string>();
  const allowed = new Set<string>();
  const broken = new Set<string>();
  return {
    allowBroken: (...ids) => ids.forEach((id) => allowed.add(id)),
    async check() {
      const found = await findSchemaFaults(db(), seen);
      found.forEach(({ _id }) => broken.add(String(_id)));
      const unexpected = found.filter(({ _id }) => !allowed.has(String(_id)));
      if (unexpected.length > 0)
        throw new Error(`stored, and against the schema:\n  ${unexpected.map(showSchemaFault).join('\n  ')}`);
    },
    checkAllowed() {
      const needless = [...allowed].filter((id) => !broken.has(id));
      if (needless.length > 0) throw new Error(`allowed to be broken, and never were: ${needless.join(', ')}`);
    },
  };
}
