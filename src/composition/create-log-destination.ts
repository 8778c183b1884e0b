import { pino } from 'pino';

/** Where the log goes, with a way to know what has left the process. */
export interface LogDestination {
  readonly write: (line: string) => void;
  /** Calls back once all that was written before is out of the process, or with the error that stopped it. */
  readonly flush: (callback: (error?: Error) => void) => void;
}

interface Waiter {
  /** How many bytes, of all ever written, must be out. */
  readonly until: number;
  readonly callback: (error?: Error) => void;
}

/**
 * Writes lines to a file descriptor without waiting, as pino's own destination does, and counts what has left the process:
 * pino's `flush` calls back at once where nothing is held back on purpose, while lines are still in memory.
 *
 * A destination that fails does not end the process: whoever waits for a line is told, and the next line tries again.
 *
 * @param fd of an open file, pipe or terminal. @default standard output
 */
export function createLogDestination(fd = 1): LogDestination {
  // By bytes: counted exactly, and a partial write never cuts a Korean letter.
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
    // pino writes nothing more after this one.
    if (error.code === 'EPIPE') broken = error;
    settle(() => true, error);
  });
  return {
    write(line) {
      const bytes = Buffer.from(line);
      written += bytes.length;
      // In the mode of bytes it takes bytes, whatever its type says.
      stream.write(bytes as unknown as string);
    },
    flush(callback) {
      if (broken !== undefined) callback(broken);
      else if (out >= written) callback();
      else waiters.push({ until: written, callback });
    },
  };
}
