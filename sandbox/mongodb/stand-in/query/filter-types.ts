import type { BsonDocument } from '../values/bson-type';

/** Tells whether a document satisfies a compiled condition. */
export type DocumentTest = (document: BsonDocument) => boolean;

/** Tells whether one value found at a path satisfies an operator. */
export type ValueTest = (value: unknown) => boolean;

/** Compiles a whole filter; handed down so that `$elemMatch` can nest one. */
export type CompileFilter = (filter: BsonDocument) => DocumentTest;
