import { parseArgs } from 'node:util';
import { EXPORT_KINDS, type ExportKind } from '../domain/export-rows';
import type { ClosedPeriod } from '../domain/order-filter';
import { endOfKoreanDay, koreanMonth, startOfKoreanDay } from '../lib/korean-date';

export interface ExportArguments {
  readonly kind: ExportKind;
  readonly period: ClosedPeriod;
  /** The file to write. */
  readonly out: string;
}

export const EXPORT_USAGE = `npm run export -- payments|cancels --day 2026-11-30 | --month 2026-11 [--out FILE]

  payments             one row for each payment that was made in the period
  cancels              one row for each refund that was made in the period
  --day, --month       in Korean time
  --out FILE           where to write; without it, payments-2026-11-30.csv in this folder

Exit codes: 0 when the file is whole, 1 when it failed, and 2 when the arguments are wrong.
`;

const OPTIONS = { day: { type: 'string' }, month: { type: 'string' }, out: { type: 'string' } } as const;

/** @returns null where the arguments are wrong */
export function readExportArguments(args: readonly string[]): ExportArguments | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const { day, month, out } = values;
    const kind = EXPORT_KINDS.find((each) => each === positionals[0]);
    const period = periodOf(day, month);
    if (kind === undefined || positionals.length > 1 || period === null) return null;
    return { kind, period, out: out ?? `${kind}-${day ?? month}.csv` };
  } catch {
    return null;
  }
}

function periodOf(day: string | undefined, month: string | undefined): ClosedPeriod | null {
  if ((day === undefined) === (month === undefined)) return null;
  if (month !== undefined) return koreanMonth(month);
  const [from, to] = [startOfKoreanDay(day ?? ''), endOfKoreanDay(day ?? '')];
  return from && to && { from, to };
}
