import type { VNode } from 'preact';

const KOREA_MS = 9 * 60 * 60_000;

/** A moment in Korean time, to the second: `2026-11-30 20:15:03`. */
export function Time({ at }: { readonly at: Date }): VNode {
  return (
    <time class="time" dateTime={at.toISOString()}>
      {timeText(at)}
    </time>
  );
}

/** The same as a text. Korea has had no daylight saving time since 1988. */
export function timeText(at: Date): string {
  return new Date(at.getTime() + KOREA_MS).toISOString().slice(0, 19).replace('T', ' ');
}
