import { parseArgs } from 'node:util';

export interface ReconcileArguments {
  /** The only order to look up; null for all. */
  readonly merchantUid: string | null;
  /** Start of the time range; null for the default of the service. */
  readonly since: Date | null;
  /** Judge, but write nothing. */
  readonly isDryRun: boolean;
}

export const USAGE = `npm run reconcile -- [--merchant-uid X | --since 2026-11-01] [--dry-run]

  --merchant-uid X     look up one order: every attempt to pay it
  --since 2026-11-01   read all payments, and look up all unsettled orders, since that day (Korean time) or moment
                       (2026-11-01T09:30:00Z); without it, as far back as RECONCILE_FIRST_DAYS
  --dry-run            judge, show what differs, and write nothing

Exit codes: 0 when all orders are up to date, 1 when it failed, 2 when the arguments are wrong, and 3 when a dry run
found differences.
`;

const OPTIONS = {
  'merchant-uid': { type: 'string' },
  since: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** @returns the arguments, or a text that says what is wrong with them */
export function readArguments(args: readonly string[], now: Date): ReconcileArguments | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
    const { 'merchant-uid': merchantUid = null, since: sinceText, 'dry-run': isDryRun } = values;
    if (merchantUid !== null && sinceText !== undefined) return 'Give either --merchant-uid or --since';
    const since = sinceText === undefined ? null : readMoment(sinceText);
    if (since !== null && !(since < now)) return '--since must be a past day such as 2026-11-01';
    return { merchantUid, since, isDryRun };
  } catch (error) {
    if (isMisuse(error)) return error.message;
    throw error;
  }
}

/** Checks the code, not the class: in a test runner the error comes from another realm. */
function isMisuse(error: unknown): error is { readonly message: string } {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}

/** A date starts at midnight in Korea, where i'mport's shops are. A time needs an offset. */
function readMoment(text: string): Date {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return new Date(`${text}T00:00:00+09:00`);
  return new Date(/T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? text : NaN);
}
