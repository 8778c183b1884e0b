import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXPORT_COLUMNS, type ExportRow } from '../domain/export-rows';
import { createCsvStream } from '../lib/csv-stream';
import type { ReadExport } from '../services/read-export';
import type { ExportArguments } from './export-arguments';

type ReadRows = (...of: [ExportArguments['kind'], ExportArguments['period']]) => ReturnType<ReadExport>;

/**
 * Writes an export. The file has its name only once it is whole: until then it is called `FILE.part`, and after a fault it
 * is removed.
 *
 * @throws CheckoutError `unavailable`; an error of the file system
 */
export async function runExport(readExport: ReadRows, { kind, period, out }: ExportArguments): Promise<void> {
  const part = `${out}.part`;
  try {
    const records = recordsOf(readExport(kind, period));
    await pipeline(
      Readable.from(records),
      createCsvStream(EXPORT_COLUMNS[kind]),
      createWriteStream(part, { mode: 0o600 }),
    );
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* recordsOf(pages: ReturnType<ReadRows>): AsyncGenerator<ExportRow> {
  for await (const page of pages) yield* page;
}
