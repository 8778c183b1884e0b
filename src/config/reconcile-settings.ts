import { z } from 'zod';
import { onOrOff, wholeNumber } from './setting-types';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const MAX_STEP_MS = 30 * UNIT_MS.d;
const POLL_SCHEDULE_FORM = 'must list pauses of 1s to 30d, such as 1m,10m,1h';

/** Parses `1m,10m,1h` into milliseconds. */
const pollDelays = z.string().transform((text, context): readonly number[] => {
  const pauses = text.split(',').map((part) => /^(\d{1,6})([smhd])$/.exec(part.trim()));
  const pausesMs = pauses.map((match) => Number(match?.[1]) * UNIT_MS[match?.[2] as keyof typeof UNIT_MS]);
  if (pausesMs.every((ms) => ms >= UNIT_MS.s && ms <= MAX_STEP_MS)) return pausesMs;
  context.addIssue({ code: 'custom', message: POLL_SCHEDULE_FORM });
  return z.NEVER;
});

/** Settings of reconciling. */
export const RECONCILE_SETTINGS = {
  RECONCILE: onOrOff.default('on'),
  RECONCILE_POLL_SCHEDULE: pollDelays.prefault('1m,3m,10m,1h,6h,1d'),
  RECONCILE_CALLS_PER_MINUTE: wholeNumber(10, 100_000).default(300),
  RECONCILE_FIRST_DAYS: wholeNumber(0, 365).default(3),
  REPAIR_ON_READ_AFTER_S: wholeNumber(0, 86_400).default(30),
  VBANK_REMINDER_HOURS: wholeNumber(0, 720).default(24),
};
