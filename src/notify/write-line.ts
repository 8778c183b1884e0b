import type { Logger } from 'pino';

/** Writes a line instead of sending; `fields` go beside the text as structured data. Resolves once it is out. */
export type WriteLine = (fields: Readonly<Record<string, unknown>>, text: string) => Promise<void>;

/**
 * Writes messages to the log, whatever its level: they are no remarks about the service, and what a level would leave out
 * is lost. A line counts once it has left the process; one that cannot leave it is a failure.
 */
export function createWriteLine(logger: Logger): WriteLine {
  const lines = logger.child({}, { level: 'info' });
  return (fields, text) =>
    new Promise((resolve, reject) => {
      lines.info(fields, text);
      lines.flush((error) => (error ? reject(error) : resolve()));
    });
}
