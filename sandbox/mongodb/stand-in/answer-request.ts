import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, ServerState } from './command-context';
import { CommandError } from './command-error';
import { encodeCursorReply } from './encode-cursor-reply';
import { commandName, executeCommand } from './execute-command';
import { type FailCommand, faultReply } from './fail-point';
import { encodeFields, type Request } from './wire-protocol';

/** A reply in BSON, or the wish to close the connection without one. */
export type Answer = Uint8Array | 'close';

const errorReply = (error: unknown): Uint8Array => {
  if (error instanceof CommandError) {
    const { code, codeName, message, details } = error;
    return encodeFields({ ok: 0, errmsg: message, code, codeName, ...details });
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return encodeFields({ ok: 0, errmsg: `the stand-in failed: ${message}`, code: 1, codeName: 'InternalError' });
};

const run = (request: Request, connection: Connection, state: ServerState, extra: object): Uint8Array => {
  try {
    const reply = executeCommand(request.command, connection, state);
    return 'cursor' in reply ? encodeCursorReply(reply.cursor) : encodeFields({ ...reply.fields, ...extra, ok: 1 });
  } catch (error) {
    return errorReply(error);
  }
};

const suffer = async (
  fault: FailCommand,
  request: Request,
  connection: Connection,
  state: ServerState,
  signal: AbortSignal,
): Promise<Answer> => {
  if (fault.blockTimeMS !== undefined) await sleep(fault.blockTimeMS, undefined, { signal });
  if (fault.closeConnection === true) return 'close';
  if (fault.errorCode !== undefined) return encodeFields(faultReply(fault.errorCode, fault.errorLabels));
  const { writeConcernError } = fault;
  return run(request, connection, state, writeConcernError === undefined ? {} : { writeConcernError });
};

/** Runs a request, or lets it suffer the fault that is set; at once unless the fault makes it wait. */
export const answerRequest = (
  request: Request,
  connection: Connection,
  state: ServerState,
  signal: AbortSignal,
): Answer | Promise<Answer> => {
  const name = commandName(request.command);
  const fault = name === 'configureFailPoint' ? undefined : state.failPoint.take(name, connection.appName);
  return fault === undefined ? run(request, connection, state, {}) : suffer(fault, request, connection, state, signal);
};
