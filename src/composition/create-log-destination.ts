import { pino } from 'pino';

/** Where the log goes. */
export interface LogDestination {
  readonly write: (line: string) => void;
  /** Calls back once all earlier lines have left the process, or with the error that stopped them. */
  readonly flush: (callback: (error?: Error) => void) => void;
}

interface Waiter {
  /** Calls back once this many bytes, counted from the start, have left the process. */
  readonly until: number;
  readonly callback: (error?: Error) => void;
}

/**
 * Writes lines to a file descriptor without blocking, as pino's own destination does. It counts the written bytes,
 * because pino's `flush` calls back at once without a configured buffer, while lines are still in memory.
 *
 * A write error does not end the process. Pending `flush` calls receive the error, and the next line tries again.
 *
 * @param fd of an open file, pipe or terminal. @default standard output
 */
export function createLogDestination(fd = 1): LogDestination {
  // Buffers can be counted exactly, and a partial write never splits a Korean letter.
  const stream = pino.destination({ fd, sync: false, contentMode: 'buffer' });
  let written = 0;
  let out = 0;
  let waiters: Waiter[] = [];
  let broken: Error | undefined;

  const settle = (isSettled: (waiter: Waiter) => boolean, error?: Error) => {
    const settled = waiters.filter(isSettled);
    waiters = waiters.filter((waiter) => !settled.includes(waiter));
    settled.forEach(({ callback }) => callback(error));
  };
  stream.on('write', (bytes: number) => {
    out += bytes;
    settle(({ until }) => until <= out);
  });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // pino writes nothing after EPIPE.
    if (error.code === 'EPIPE') broken = error;
    settle(() => true, error);
  });
  return {
    write(line) {
      const bytes = Buffer.from(line);
      written += bytes.length;
      // With contentMode `buffer`, `write` takes a Buffer, although its type says string.
      stream.write(bytes as unknown as string);
    },
    flush(callback) {
      if (broken !== undefined) callback(broken);
      else if (out >= written) callback();
      else waiters.push({ until: written, callback });
    },
  };
}
