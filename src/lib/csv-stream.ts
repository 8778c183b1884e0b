import type { Transform } from 'node:stream';
import { stringify } from 'csv-stringify';

/** A cell; null is empty. */
export type CsvCell = string | number | null;

/**
 * Creates a stream that turns records into CSV as Excel opens it: UTF-8 with a byte order mark, CRLF. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it. Writing waits while the reader is slow.
 */
export function createCsvStream(header: readonly string[]): Transform {
  const stream = stringify({ bom: true, record_delimiter: 'windows', escape_formulas: true });
  stream.write(header);
  return stream;
}
