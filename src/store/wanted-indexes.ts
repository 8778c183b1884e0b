import type { mongo } from 'mongoose';

/** The indexes that a collection must have besides that of `_id`. */
export interface WantedIndexes {
  /** Without the prefix of a connection. */
  readonly collection: string;
  readonly indexes: readonly WantedIndex[];
}

/** An index. Its name is the server's own. */
export interface WantedIndex {
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly options: Pick<mongo.CreateIndexesOptions, 'sparse' | 'partialFilterExpression' | 'expireAfterSeconds'>;
}

/** The options that make two indexes of the same key different ones. */
const OPTIONS = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'] as const;
/** Newer servers name it where there is no collation. */
const NO_COLLATION = 'simple';

/** Whether one of the listed indexes is the wanted one: the same fields in the same order, and the same options. */
export function isAmong(wanted: WantedIndex, listed: readonly mongo.IndexDescriptionInfo[]): boolean {
  const shape = shapeOf(wanted.key, wanted.options);
  return listed.some((index) => shapeOf(index.key, index) === shape);
}

function shapeOf(key: object, options: mongo.CreateIndexesOptions): string {
  const given = OPTIONS.map((name) => options[name]);
  return JSON.stringify([Object.entries(key), given, options.collation?.locale ?? NO_COLLATION]);
}
