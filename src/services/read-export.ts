import type { Actor } from '../domain/access-key';
import { exportRows, type ExportKind, type ExportRow } from '../domain/export-rows';
import type { ClosedPeriod } from '../domain/order-filter';
import { moneyPages, type MoneyPagesDeps } from './money-pages';
import type { RecordAudit } from './record-audit';

export interface ReadExportDeps extends MoneyPagesDeps {
  readonly recordAudit: RecordAudit;
}

/**
 * The records of an export in pages, without the header; the last one is the end record. Each read of the database yields a
 * page, also one without a record, so that a reader can stop at any of them.
 */
export type ReadExport = (kind: ExportKind, period: ClosedPeriod, actor: Actor) => AsyncIterable<readonly ExportRow[]>;

/**
 * Reads the rows of a period, page by page, and numbers them. The last record is `end` and the number of rows: a file
 * without it is not whole.
 *
 * Orders that were first paid in the period come first, by that time. Then come older orders in which money moved in the
 * period. An order whose money moves during the export may be read twice; the rows of its first read count.
 *
 * The audit log has who asked before the first page is read.
 *
 * @throws CheckoutError `unavailable`
 */
export async function* readExport(
  deps: ReadExportDeps,
  kind: ExportKind,
  period: ClosedPeriod,
  actor: Actor,
): AsyncGenerator<readonly ExportRow[], void> {
  const exported = `${kind} ${period.from.toISOString()} ${period.to.toISOString()}`;
  await deps.recordAudit(actor, { action: 'export', details: { exported } });
  let count = 0;
  // 200,000 ids of 40 bytes take some 20 MB.
  const seen = new Set<string>();
  for await (const { orders } of moneyPages(deps, period)) {
    const records: ExportRow[] = [];
    for (const order of orders) {
      if (seen.has(order.merchantUid)) continue;
      const rows = exportRows[kind](order, period);
      if (rows.length > 0) seen.add(order.merchantUid);
      for (const row of rows) records.push([(count += 1), ...row]);
    }
    yield records;
  }
  yield [['end', count]];
}
