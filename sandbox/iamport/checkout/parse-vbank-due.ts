const NINE_HOURS_SECONDS = 9 * 60 * 60;
const FORMATS = [
  /^(\d{4})-(\d{2})-(\d{2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/,
  /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/,
];

/**
 * The unix seconds of a `vbank_due` (§8.2), read as Korean time; undefined when it has none of the known forms. A day
 * without a time ends at 23:59:59, which is a decision of the sandbox; so does any day at Smartro, and Welcome's
 * minutes end at 59 seconds.
 */
export function parseVbankDue(text: string, pgProvider: string): number | undefined {
  const match = FORMATS.map((format) => format.exec(text)).find((it) => it !== null);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const [hour, minute, second] = timeOfDay(match.slice(4), pgProvider);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return exists ? date.getTime() / 1000 - NINE_HOURS_SECONDS : undefined;
}

function timeOfDay(parts: (string | undefined)[], pgProvider: string): [number, number, number] {
  const [hour, minute, second] = parts;
  if (hour === undefined || pgProvider.startsWith('smartro')) return [23, 59, 59];
  return [Number(hour), Number(minute), pgProvider === 'welcome' ? 59 : Number(second ?? 0)];
}
