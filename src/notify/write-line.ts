import type { Logger } from 'pino';

/** Writes a line with structured fields. Resolves once the line has left the process. */
export type WriteLine = (fields: Readonly<Record<string, unknown>>, text: string) => Promise<void>;

/**
 * Writes messages to the log at any log level: a message that a level suppressed would be lost. A message counts as
 * delivered once its line has left the process. A write error is a failed delivery.
 */
export function createWriteLine(logger: Logger): WriteLine {
  const lines = logger.child({}, { level: 'info' });
  return (fields, text) =>
    new Promise((resolve, reject) => {
      lines.info(fields, text);
      lines.flush((error) => (error ? reject(error) : resolve()));
    });
}
