import type { Socket } from 'node:net';
import { answerRequest, type Answer } from './answer-request';
import type { Connection, ServerState } from './command-context';
import { MAX_MESSAGE_BYTES } from './commands/handshake';
import { createMessageSplitter } from './message-splitter';
import { readRequest, writeReply } from './wire-protocol';

/** Answers the requests of one socket in their order until it closes. A broken message or socket ends this connection only. */
export const serveConnection = (socket: Socket, connection: Connection, state: ServerState): void => {
  const splitter = createMessageSplitter(MAX_MESSAGE_BYTES);
  const closed = new AbortController();
  const waiting: Buffer[] = [];
  let busy = false;

  const send = (message: Buffer): Promise<void> | undefined => {
    const request = readRequest(message);
    const reply = (answer: Answer): void => {
      if (answer === 'close') socket.destroy();
      else if (request.expectsReply && socket.writable) socket.write(writeReply(request, answer));
    };
    const answer = answerRequest(request, connection, state, closed.signal);
    if (answer instanceof Promise) return answer.then(reply);
    reply(answer);
    return undefined;
  };
  const work = (): void => {
    while (!busy && !socket.destroyed) {
      const message = waiting.shift();
      if (message === undefined) return;
      const pending = send(message);
      if (pending === undefined) continue;
      busy = true;
      pending.then(resume, () => socket.destroy());
    }
  };
  const resume = (): void => {
    busy = false;
    attempt(work);
  };
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch {
      socket.destroy();
    }
  };

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) =>
    attempt(() => {
      waiting.push(...splitter.push(chunk));
      work();
    }),
  );
  socket.on('error', () => socket.destroy());
  socket.on('close', () => closed.abort());
};
