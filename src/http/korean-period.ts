import { z } from 'zod';
import type { Period } from '../domain/order-filter';
import { endOfKoreanDay, startOfKoreanDay } from '../lib/korean-date';

/** A day in Korean time (`2026-11-30`), or a moment with an offset (`2026-11-30T09:00:00+09:00`). */
export const dayOrMoment = z
  .string()
  .refine(
    (text) => startOfKoreanDay(text) !== null || z.iso.datetime({ offset: true }).safeParse(text).success,
    'must be a Korean day such as 2026-11-30, or ISO 8601 with an offset',
  )
  .meta({ anyOf: [{ format: 'date' }, { format: 'date-time' }] });

/** The period between two days or moments. @returns null where it ends before it begins, or has no length */
export function periodOf(from: string | undefined, to: string | undefined): Period | null {
  const period = {
    from: from === undefined ? null : (startOfKoreanDay(from) ?? new Date(from)),
    // A day is within the period, a moment is its end.
    to: to === undefined ? null : (endOfKoreanDay(to) ?? new Date(to)),
  };
  return period.from !== null && period.to !== null && period.from >= period.to ? null : period;
}
