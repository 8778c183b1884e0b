const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  CannotIndexParallelArrays: 171,
  HostUnreachable: 6,
  HostNotFound: 7,
  NetworkTimeout: 89,
  PrimarySteppedDown: 189,
  UnknownError: 8,
  ExceededTimeLimit: 262,
  NotWritablePrimary: 10107,
  InterruptedAtShutdown: 11600,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Location31253: 31253,
  Location31254: 31254,
  Location40323: 40323,
  Location40324: 40324,
  Location40573: 40573,
  IDLUnknownField: 40415,
} as const;

/** The errors that the stand-in raises, by the name that MongoDB gives them. */
export type CodeName = keyof typeof CODES;

/** A refusal in MongoDB's terms: it becomes `{ ok: 0, code, codeName, errmsg }` or an entry of `writeErrors`. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;
  /** Further fields of the reply, such as `keyPattern` and `keyValue`. */
  readonly details: Record<string, unknown>;

  constructor(codeName: CodeName, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = CODES[codeName];
    this.codeName = codeName;
    this.details = details;
  }
}

/** MongoDB's name for an error code, as it stands in `codeName`; `Location<code>` for one without a name. */
export const codeNameOf = (code: number): string =>
  Object.entries(CODES).find(([, known]) => known === code)?.[0] ?? `Location${code}`;
