import { CommandError } from './command-error';
import { codeNameOf } from './command-error';
import { optionalArray, optionalCount, optionalDocument, optionalFlag, refuseUnknownFields } from './command-fields';
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

/** The one fault that can be set on a server; a new one takes the place of the old. */
export interface FailPoint {
  set(fault: FailCommand): void;
  clear(): void;
  /** The fault that this command has to suffer, counted as used; undefined for none. */
  take(command: string, appName: string | undefined): FailCommand | undefined;
  /** How often the present fault has struck. */
  readonly timesEntered: number;
}

/** A server without a fault. */
export const createFailPoint = (): FailPoint => {
  let fault: FailCommand | undefined;
  let [met, entered] = [0, 0];
  return {
    set: (next) => {
      fault = next;
      [met, entered] = [0, 0];
    },
    clear: () => {
      fault = undefined;
    },
    take: (command, appName) => {
      if (!fault?.failCommands.includes(command)) return undefined;
      if (fault.appName !== undefined && fault.appName !== appName) return undefined;
      met += 1;
      if (met <= (fault.skip ?? 0) || entered >= (fault.times ?? Infinity)) return undefined;
      entered += 1;
      return fault;
    },
    get timesEntered() {
      return entered;
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

/**
 * Reads the `mode` and `data` of `configureFailPoint: 'failCommand'`; undefined means: switch it off.
 * @throws BadValue, TypeMismatch, IDLUnknownField for what the stand-in does not know
 */
export const parseFailCommand = (command: BsonDocument): FailCommand | undefined => {
  const mode = parseMode(command['mode']);
  if (mode === 'off') return undefined;
  const data = optionalDocument(command, 'data') ?? {};
  refuseUnknownFields('configureFailPoint.data', data, DATA_FIELDS);
  const fault: FailCommand = { ...mode, failCommands: textsIn(optionalArray(data, 'failCommands')) ?? [] };
  const errorCode = optionalCount(data, 'errorCode');
  const errorLabels = textsIn(optionalArray(data, 'errorLabels'));
  const blockTimeMS = optionalFlag(data, 'blockConnection') ? optionalCount(data, 'blockTimeMS') : undefined;
  const writeConcernError = optionalDocument(data, 'writeConcernError');
  if (typeof data['appName'] === 'string') fault.appName = data['appName'];
  if (errorCode !== undefined) fault.errorCode = errorCode;
  if (errorLabels !== undefined) fault.errorLabels = errorLabels;
  if (blockTimeMS !== undefined) fault.blockTimeMS = blockTimeMS;
  if (writeConcernError !== undefined) fault.writeConcernError = writeConcernError;
  fault.closeConnection = optionalFlag(data, 'closeConnection');
  return fault;
};
