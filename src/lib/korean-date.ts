const DAY = /^\d{4}-\d\d-\d\d$/;
const MONTH = /^\d{4}-\d\d$/;
const KOREA_MS = 9 * 60 * 60_000;

/** The first moment of a Korean day (`2026-11-30`). @returns null where the text is no day */
export function startOfKoreanDay(day: string): Date | null {
  const start = new Date(`${day}T00:00:00+09:00`);
  return DAY.test(day) && !Number.isNaN(+start) && koreanDayOf(start) === day ? start : null;
}

/** The first moment of the next Korean day. @param day a day */
export function endOfKoreanDay(day: string): Date | null {
  const start = startOfKoreanDay(day);
  return start && new Date(+start + 24 * 60 * 60_000);
}

/** A Korean month (`2026-11`), from its first moment up to the first one of the next. @returns null if it is no month */
export function koreanMonth(month: string): { readonly from: Date; readonly to: Date } | null {
  const from = MONTH.test(month) ? startOfKoreanDay(`${month}-01`) : null;
  if (from === null) return null;
  const next = new Date(+from + KOREA_MS);
  // Date.UTC would take a year below 100 for one of the 20th century.
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { from, to: new Date(+next - KOREA_MS) };
}

/** The Korean day of a moment: `2026-11-30`. */
export function koreanDayOf(at: Date): string {
  return new Date(+at + KOREA_MS).toISOString().slice(0, 10);
}
