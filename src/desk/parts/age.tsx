import type { VNode } from 'preact';
import type { Language } from '../language';
import { Time } from './time';

const UNITS = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const;

/** How long ago a moment was, in the largest whole unit: `3 hours ago`, `3시간 전`. */
export function ageText(at: Date, now: Date, language: Language): string {
  const ms = Math.max(0, now.getTime() - at.getTime());
  const [unit, unitMs] = UNITS.find(([, each]) => ms >= each) ?? ['minute', 60_000];
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(-Math.floor(ms / unitMs), unit);
}

/** A moment in Korean time, and how long ago it was. */
export function Age({
  at,
  now,
  language,
}: {
  readonly at: Date;
  readonly now: Date;
  readonly language: Language;
}): VNode {
  return (
    <span>
      <Time at={at} /> <span class="soft">({ageText(at, now, language)})</span>
    </span>
  );
}
