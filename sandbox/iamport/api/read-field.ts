/** A text of a JSON body or a form; empty and null count as missing. A number is taken as its text. */
export function readText(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number of a JSON body, or its text in a form. Undefined when missing or null, NaN when it is no number. */
export function readNumber(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
}

/** A flag of a JSON body, or its text in a form. */
export function readFlag(body: Record<string, unknown>, name: string): boolean {
  return [true, 1, 'true', '1'].includes(body[name] as string);
}

/** The fields of a nested value, `name[field]` in a form; none where it is something else. */
export function readGroup(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** One text or a list of them, `name` or `name[]`. */
export function readTexts(body: Record<string, unknown>, name: string): string[] {
  return [body[name] ?? body[`${name}[]`] ?? []].flat().filter((value): value is string => typeof value === 'string');
}
