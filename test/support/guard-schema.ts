import type { mongo } from 'mongoose';
import { findSchemaFaults, showSchemaFault } from '../../chaos/truth/find-schema-faults';

/** Checks the documents that a test file stores against the service's schemas. */
export interface SchemaGuard {
  /**
   * Names the documents that a test breaks on purpose. All others must fit their schema. A named document that was never
   * broken fails the file, so that the list stays minimal.
   */
  readonly allowBroken: (...ids: readonly string[]) => void;
  /** Checks all documents that have changed since the last check. @throws where one does not fit */
  readonly check: () => Promise<void>;
  /** @throws where a named document was never broken */
  readonly checkAllowed: () => void;
}

/** @param prefixes of the collections' names */
export function guardSchema(db: () => mongo.Db, prefixes?: readonly string[]): SchemaGuard {
  const seen = new Set<string>();
  const allowed = new Set<string>();
  const broken = new Set<string>();
  return {
    allowBroken: (...ids) => ids.forEach((id) => allowed.add(id)),
    async check() {
      const found = await findSchemaFaults(db(), seen, prefixes);
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
