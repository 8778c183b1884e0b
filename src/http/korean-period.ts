import { z } from 'zod';
import type { Period } from '../domain/order-filter';

const DAY_MS = 24 * 60 * 60_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day in Korean time (`2026-11-30`), or a moment with an offset (`2026-11-30T09:00:00+09:00`). */
export const dayOrMoment = z
  .string()
  .refine(
    (text) => z.iso.date().safeParse(text).success || z.iso.datetime({ offset: true }).safeParse(text).success,
    'must be a Korean day such as 2026-11-30, or ISO 8601 with an offset',
  );

/** The start of a Korean day, or the moment itself. */
function startOf(text: string): Date {
  return new Date(DAY.test(text) ? `${text}T00:00:00+09:00` : text);
}

/** The end of a Korean day, which is within the period, or the moment itself, which is not. */
function endOf(text: string): Date {
  return new Date(startOf(text).getTime() + (DAY.test(text) ? DAY_MS : 0));
}

/** The period between two days or moments. @returns null where it ends before it begins, or has no length */
export function periodOf(from: string | undefined, to: string | undefined): Period | null {
  const period = { from: from === undefined ? null : startOf(from), to: to === undefined ? null : endOf(to) };
  return period.from !== null && period.to !== null && period.from >= period.to ? null : period;
}
