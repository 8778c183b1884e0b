import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { EXPORT_COLUMNS, type ExportKind } from '../../domain/export-rows';
import type { ClosedPeriod } from '../../domain/order-filter';
import type { BoundedQueue } from '../../lib/create-bounded-queue';
import { createCsvStream, type CsvCell } from '../../lib/csv-stream';
import { endOfKoreanDay, koreanMonth, startOfKoreanDay } from '../../lib/korean-date';
import type { ReadExport } from '../../services/read-export';
import { InvalidRequest, parseRequest } from '../invalid-request';

export const Query = z
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
}

/**
 * `GET /exports/payments.csv` and `GET /exports/cancels.csv`: the payments or cancels of a Korean day or month. The
 * answer is streamed. After a fault, or where the reader takes nothing any more, the connection is broken off, so that no
 * client takes the part for the whole; a file that was kept all the same lacks the end record.
 */
export function getExport(kind: ExportKind, deps: ExportRouteDeps): RequestHandler {
  return async (req, res) => {
    const { day, month } = parseRequest(Query, req.query);
    const period = day === undefined ? koreanMonth(month ?? '') : periodOfDay(day);
    if (period === null) throw new InvalidRequest([{ field: 'day', message: 'give either a day or a month' }]);
    await deps.inExportQueue(`export of ${kind}`, async () => {
      const records = deps.readExport(kind, period)[Symbol.asyncIterator]();
      // A fault before the first record is answered with a 503, as for any other route.
      const first = await records.next();
      res.setTimeout(deps.exportStallMs, () => res.destroy());
      res.attachment(`${kind}-${day ?? month}.csv`).type('text/csv; charset=utf-8');
      await send(req, res, kind, rest(first, records));
    });
  };
}

function periodOfDay(day: string): ClosedPeriod | null {
  const [from, to] = [startOfKoreanDay(day), endOfKoreanDay(day)];
  return from && to && { from, to };
}

type Records = AsyncIterator<readonly CsvCell[]>;

async function* rest(first: IteratorResult<readonly CsvCell[]>, records: Records): AsyncGenerator<readonly CsvCell[]> {
  try {
    for (let next = first; next.done !== true; next = await records.next()) yield next.value;
  } finally {
    await records.return?.();
  }
}

async function send(
  req: Request,
  res: Response,
  kind: ExportKind,
  records: AsyncIterable<readonly CsvCell[]>,
): Promise<void> {
  try {
    // It destroys the connection where the records or the client end early.
    await pipeline(Readable.from(records), createCsvStream(EXPORT_COLUMNS[kind]), res);
  } catch (err) {
    req.log.warn({ err }, 'export broken off');
  }
}
