import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../../domain/access-key';
import { EXPORT_COLUMNS, type ExportKind } from '../../domain/export-rows';
import type { ClosedPeriod } from '../../domain/order-filter';
import type { BoundedQueue } from '../../lib/create-bounded-queue';
import { createCsvStream, type CsvCell } from '../../lib/csv-stream';
import { endOfKoreanDay, koreanMonth, startOfKoreanDay } from '../../lib/korean-date';
import type { ReadExport } from '../../services/read-export';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { actorOf } from '../require-key';

export const GetExportQuery = z
  .strictObject({
    day: z
      .string()
      .refine((text) => startOfKoreanDay(text) !== null, 'must be a day such as 2026-11-30')
      .meta({ format: 'date' })
      .optional(),
    month: z
      .string()
      .refine((text) => koreanMonth(text) !== null, 'must be a month such as 2026-11')
      .meta({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' })
      .optional(),
  })
  .refine(({ day, month }) => (day === undefined) !== (month === undefined), {
    path: ['day'],
    message: 'give either a day or a month',
  });

export interface ExportRouteDeps {
  readonly readExport: ReadExport;
  /** Limits concurrent exports. */
  readonly inExportQueue: BoundedQueue;
  /** How long a reader may take nothing before it is cut off, in milliseconds. */
  readonly exportStallMs: number;
  /** Who asks. @default the sender of a key */
  readonly actorOf?: (res: Response) => Actor;
}

/**
 * `GET /exports/payments.csv` and `GET /exports/cancels.csv`: the payments or cancels of a Korean day or month. The
 * answer is streamed. After a fault, or where the reader takes nothing any more, the connection is broken off, so that no
 * client takes the part for the whole; a file that was kept all the same lacks the end record. `HEAD` reads nothing.
 */
export function getExport(kind: ExportKind, deps: ExportRouteDeps): RequestHandler {
  const whoAsks = deps.actorOf ?? actorOf;
  return async (req, res) => {
    const { day, month } = parseRequest(GetExportQuery, req.query);
    const period = day === undefined ? koreanMonth(month ?? '') : periodOfDay(day);
    if (period === null) throw new InvalidRequest([{ field: 'day', message: 'give either a day or a month' }]);
    const setHeaders = () => res.attachment(`${kind}-${day ?? month}.csv`).type('text/csv; charset=utf-8');
    if (req.method === 'HEAD') {
      setHeaders().end();
      return;
    }
    await deps.inExportQueue(`export of ${kind}`, async () => {
      const pages = deps.readExport(kind, period, whoAsks(res))[Symbol.asyncIterator]();
      // A fault before the first page is answered with a 503, as for any other route.
      const first = await pages.next();
      setHeaders();
      const csv = createCsvStream(EXPORT_COLUMNS[kind]);
      cutOffWhereStalled(csv, res, deps.exportStallMs);
      await send(req, res, recordsOf(first, pages, res), csv);
    });
  };
}

function periodOfDay(day: string): ClosedPeriod | null {
  const [from, to] = [startOfKoreanDay(day), endOfKoreanDay(day)];
  return from && to && { from, to };
}

type Page = readonly (readonly CsvCell[])[];

/** Ends at the next page where the connection is closed. */
async function* recordsOf(
  first: IteratorResult<Page>,
  pages: AsyncIterator<Page>,
  res: Response,
): AsyncGenerator<readonly CsvCell[]> {
  try {
    for (let next = first; next.done !== true && !res.destroyed; next = await pages.next()) yield* next.value;
  } finally {
    await pages.return?.();
  }
}

/** The time runs only while the response waits for its reader, not while pages are read that have no record. */
function cutOffWhereStalled(csv: Readable, res: Response, stallMs: number): void {
  const watch = () => res.setTimeout(res.writableNeedDrain ? stallMs : 0);
  res.on('timeout', () => res.destroy());
  res.on('drain', watch);
  csv.on('pause', watch);
  csv.once('end', () => res.setTimeout(stallMs));
}

async function send(
  req: Request,
  res: Response,
  records: AsyncIterable<readonly CsvCell[]>,
  csv: Transform,
): Promise<void> {
  try {
    // It destroys the connection where the records or the client end early.
    await pipeline(Readable.from(records), csv, res);
  } catch (err) {
    req.log.warn({ err }, 'export broken off');
  }
}
