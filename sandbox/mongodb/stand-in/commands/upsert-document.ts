import { ObjectId } from 'bson';
import { CommandError } from '../command-error';
import { equalitiesOf } from '../query/filter-equalities';
import { isOperatorUpdate } from '../update/compile-update';
import type { ApplyUpdate } from '../update/modification';
import { findTarget, writeTarget } from '../update/update-path';
import { type BsonDocument, cloneValue, hasField, isDocument } from '../values/bson-type';
import { equalValues } from '../values/compare-values';

const fromFilter = (filter: BsonDocument, update: unknown): BsonDocument => {
  const document: BsonDocument = {};
  const takesAll = isDocument(update) && isOperatorUpdate(update);
  for (const [path, value] of equalitiesOf(filter)) {
    if (!takesAll && path !== '_id') continue;
    const components = path.split('.');
    const target = findTarget(document, components, true);
    if (target !== undefined) writeTarget(target, cloneValue(value));
  }
  return document;
};

/**
 * The document that an upsert inserts: the equalities of the filter, changed by the update, with an `_id` of its own if need be.
 * @throws ImmutableField when the update gives another `_id` than the filter
 */
export const buildUpsertDocument = (
  filter: BsonDocument,
  update: unknown,
  apply: ApplyUpdate,
  now: Date,
): BsonDocument => {
  const document = fromFilter(filter, update);
  const hadId = hasField(document, '_id');
  const id = document['_id'];
  apply(document, { inserting: true, now });
  if (hadId && !equalValues(document['_id'], id)) {
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return hasField(document, '_id') ? document : { _id: new ObjectId(), ...document };
};
