import type { Socket } from 'node:net';
import { answerRequest, type Answer } from './answer-request';
import type { Connection, ServerState } from './command-context';
import { MAX_MESSAGE_BYTES } from './commands/handshake';
import { createMessageSplitter } from './message-splitter';
import { readRequest, writeReply } from './wire-protocol';

/** Answers one message on its socket: at once, or later where a promise is given back. @throws Error for a broken message */
type Answering = (message: Buffer) => Promise<void> | undefined;

const createAnswering = (
  socket: Socket,
  connection: Connection,
  state: ServerState,
  signal: AbortSignal,
): Answering => {
  return (message) => {
    const request = readRequest(message);
    const reply = (answer: Answer): void => {
      if (answer === 'close') socket.destroy();
      else if (request.expectsReply && socket.writable) socket.write(writeReply(request, answer));
    };
    const answer = answerRequest(request, connection, state, signal);
    if (answer instanceof Promise) return answer.then(reply);
    reply(answer);
    return undefined;
  };
};

/** Answers the requests of one socket in their order until it closes. A broken message or socket ends this connection only. */
export const serveConnection = (socket: Socket, connection: Connection, state: ServerState): void => {
  const splitter = createMessageSplitter(MAX_MESSAGE_BYTES);
  const closed = new AbortController();
  const answer = createAnswering(socket, connection, state, closed.signal);
  const waiting: Buffer[] = [];
  let busy = false;

  const work = (received: Buffer[]): void => {
    try {
      waiting.push(...received);
      while (!busy && !socket.destroyed && waiting.length > 0) {
        const pending = answer(waiting.shift() as Buffer);
        busy = pending !== undefined;
        pending?.then(resume, () => socket.destroy());
      }
    } catch {
      socket.destroy();
    }
  };
  const resume = (): void => {
    busy = false;
    work([]);
  };
  const receive = (chunk: Buffer): void => {
    try {
      work(splitter.push(chunk));
    } catch {
      socket.destroy();
    }
  };

  socket.setNoDelay(true);
  socket.on('data', receive);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => closed.abort());
};
