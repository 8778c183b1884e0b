import { CommandError } from '../command-error';
import type { Collection } from '../storage/collection';
import { isDocument } from '../values/bson-type';
import { valueKey } from '../values/value-key';

/**
 * Accepts a hint when there is such an index: the result is the same with and without it.
 * @throws BadValue for a hint that names no index
 */
export const refuseUnknownHint = (hint: unknown, collection: Collection | undefined): void => {
  if (hint === undefined || hint === null || collection === undefined) return;
  if (isDocument(hint) && '$natural' in hint) return;
  const known = [...collection.indexes.list().values()].some(({ definition }) =>
    isDocument(hint) ? valueKey(definition.key) === valueKey(hint) : definition.name === hint,
  );
  if (!known) throw new CommandError('BadValue', 'hint provided does not correspond to an existing index');
};
