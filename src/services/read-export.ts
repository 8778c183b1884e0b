import type { Actor } from '../domain/access-key';
import { exportRows, type ExportKind, type ExportRow } from '../domain/export-rows';
import type { ClosedPeriod } from '../domain/order-filter';
import type { RecordAudit } from './record-audit';
import type { MoneyOrders, MoneyPage, MoneyPlace } from '../store/money-orders';

export interface ReadExportDeps {
  readonly moneyOrders: MoneyOrders;
  readonly recordAudit: RecordAudit;
  readonly now: () => Date;
}

/**
 * The records of an export in pages, without the header; the last one is the end record. Each read of the database yields a
 * page, also one without a record, so that a reader can stop at any of them.
 */
export type ReadExport = (kind: ExportKind, period: ClosedPeriod, actor: Actor) => AsyncIterable<readonly ExportRow[]>;

const PAGE = 200;
/** A part of a period. It bounds what a server reads that applies the limit last. */
const PART_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** The longest part, after parts without an order. */
const LONGEST_PART_MS = 366 * DAY_MS;

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
  for await (const { orders } of pagesOf(deps, period)) {
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

async function* pagesOf({ moneyOrders, now }: ReadExportDeps, period: ClosedPeriod): AsyncGenerator<MoneyPage, void> {
  yield* inParts(period, PART_MS, moneyOrders.firstPaid);
  // Money may have moved again since the period, so all times up to now count; a day more, since clocks differ.
  const since = { from: period.from, to: new Date(Math.max(+period.to, +now()) + DAY_MS) };
  yield* inParts(since, DAY_MS, moneyOrders.movedAgain);
}

/** Each empty part doubles the next one: a period may begin long before the first order. */
async function* inParts(
  { from, to }: ClosedPeriod,
  firstPartMs: number,
  read: MoneyOrders['firstPaid'],
): AsyncGenerator<MoneyPage, void> {
  let partMs = firstPartMs;
  for (let startMs = +from; startMs < +to;) {
    const end = new Date(Math.min(+to, startMs + partMs));
    let after: MoneyPlace | null = null;
    let isEmpty = true;
    do {
      const page: MoneyPage = await read(new Date(startMs), end, after, PAGE);
      isEmpty &&= page.orders.length === 0;
      yield page;
      after = page.next;
    } while (after !== null);
    startMs = +end;
    partMs = isEmpty ? Math.min(2 * partMs, LONGEST_PART_MS) : firstPartMs;
  }
}
