import { codeNameOf, CommandError } from './command-error';
import {
  optionalArray,
  optionalCount,
  optionalDocument,
  optionalFlag,
  refuseUnknownFields,
  requireString,
} from './command-fields';
import { type BsonDocument, isDocument } from './values/bson-type';
import { toNumber } from './values/numeric';

/** A fault for commands of certain names, as MongoDB's `failCommand`. */
export interface FailCommand {
  /** The names of the commands that it hits. */
  failCommands: string[];
  /** How often it strikes; without it, until it is switched off. */
  times?: number;
  /** How many such commands pass before it strikes. */
  skip?: number;
  /** Hits only clients that connected with this `appName`. */
  appName?: string;
  /** Answers with this error instead of running the command. */
  errorCode?: number;
  errorLabels?: string[];
  /** Closes the connection instead of answering. */
  closeConnection?: boolean;
  /** Waits so long before anything else happens, in milliseconds. */
  blockTimeMS?: number;
  /** Runs the command, then says that its write concern failed. */
  writeConcernError?: BsonDocument;
}

/**
 * The faults that are set on a server. MongoDB has one at a time; here clients of different `appName` can each have their own, so that
 * test files that run side by side do not take each other's away.
 */
export interface FailPoint {
  /** Sets a fault in place of the one for the same `appName`. */
  set(fault: FailCommand): void;
  /** Takes away the fault for one `appName`, or without a name all of them. */
  clear(appName?: string): void;
  /** The fault that this command has to suffer, counted as used; undefined for none. */
  take(command: string, appName: string | undefined): FailCommand | undefined;
  /** How often faults have struck since the server started. */
  readonly timesEntered: number;
}

interface SetFault {
  fault: FailCommand;
  met: number;
  entered: number;
}

const strikes = (set: SetFault, command: string, appName: string | undefined): boolean => {
  const { failCommands, times = Infinity, skip = 0 } = set.fault;
  if (!failCommands.includes(command)) return false;
  if (set.fault.appName !== undefined && set.fault.appName !== appName) return false;
  set.met += 1;
  if (set.met <= skip || set.entered >= times) return false;
  set.entered += 1;
  return true;
};

/** A server without a fault. */
export const createFailPoint = (): FailPoint => {
  const faults = new Map<string | undefined, SetFault>();
  let timesEntered = 0;
  return {
    set: (fault) => void faults.set(fault.appName, { fault, met: 0, entered: 0 }),
    clear: (appName) => (appName === undefined ? faults.clear() : void faults.delete(appName)),
    take: (command, appName) => {
      for (const set of faults.values()) {
        if (!strikes(set, command, appName)) continue;
        timesEntered += 1;
        return set.fault;
      }
      return undefined;
    },
    get timesEntered() {
      return timesEntered;
    },
  };
};

/** The reply that a fault's `errorCode` gives. */
export const faultReply = (errorCode: number, errorLabels: string[] | undefined): BsonDocument => ({
  ok: 0,
  errmsg: "Failing command via 'failCommand' failpoint",
  code: errorCode,
  codeName: codeNameOf(errorCode),
  ...(errorLabels !== undefined && { errorLabels }),
});

const DATA_FIELDS = new Set([
  'failCommands',
  'appName',
  'errorCode',
  'errorLabels',
  'closeConnection',
  'blockConnection',
  'blockTimeMS',
  'writeConcernError',
  'failInternalCommands',
]);

const textsIn = (values: unknown[] | undefined): string[] | undefined =>
  values?.map((value) => {
    if (typeof value !== 'string') throw new CommandError('TypeMismatch', 'a list of texts is expected');
    return value;
  });

const parseMode = (mode: unknown): Pick<FailCommand, 'times' | 'skip'> | 'off' => {
  if (mode === 'off') return 'off';
  if (mode === 'alwaysOn') return {};
  const [times, skip] = isDocument(mode) ? [toNumber(mode['times']), toNumber(mode['skip'])] : [];
  if (times !== undefined) return { times };
  if (skip !== undefined) return { skip };
  throw new CommandError('BadValue', 'mode has to be off, alwaysOn, { times: n } or { skip: n }');
};

/** What a `configureFailPoint` command asks for: a fault to be set, or one to be taken away. */
export type FailPointChange = { set: FailCommand } | { clear: string | undefined };

/**
 * Reads the `mode` and `data` of `configureFailPoint: 'failCommand'`.
 * @throws BadValue, TypeMismatch, IDLUnknownField for what the stand-in does not know
 */
export const parseFailPointChange = (command: BsonDocument): FailPointChange => {
  const mode = parseMode(command['mode']);
  const data = optionalDocument(command, 'data') ?? {};
  refuseUnknownFields('configureFailPoint.data', data, DATA_FIELDS);
  const appName = data['appName'] === undefined ? undefined : requireString(data, 'appName');
  if (mode === 'off') return { clear: appName };
  const errorCode = optionalCount(data, 'errorCode');
  const errorLabels = textsIn(optionalArray(data, 'errorLabels'));
  const blockTimeMS = optionalFlag(data, 'blockConnection') ? optionalCount(data, 'blockTimeMS') : undefined;
  const writeConcernError = optionalDocument(data, 'writeConcernError');
  const fault: FailCommand = {
    ...mode,
    failCommands: textsIn(optionalArray(data, 'failCommands')) ?? [],
    closeConnection: optionalFlag(data, 'closeConnection'),
    ...(appName !== undefined && { appName }),
    ...(errorCode !== undefined && { errorCode }),
    ...(errorLabels !== undefined && { errorLabels }),
    ...(blockTimeMS !== undefined && { blockTimeMS }),
    ...(writeConcernError !== undefined && { writeConcernError }),
  };
  return { set: fault };
};
