/** Which fields of a body are printed, and of the objects in a list which of theirs. */
export type ShownFields = Readonly<Record<string, true | readonly string[]>>;

type Body = Readonly<Record<string, unknown>>;

const MAX_LENGTH = 400;

/**
 * A body in one line, for people: only the fields asked for, without those that hold nothing. An ellipsis says that
 * something was left out.
 */
export function shortJson(body: Body, shown?: ShownFields): string {
  const text = describeFields(body, shown);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function describeFields(body: Body, shown?: ShownFields): string {
  const fields = Object.entries(body).filter(([name, value]) => !isEmpty(value) && (!shown || name in shown));
  const texts = fields.map(([name, value]) => `${JSON.stringify(name)}:${describeValue(value, shown?.[name])}`);
  if (fields.length < Object.keys(body).length) texts.push('…');
  return `{${texts.join(',')}}`;
}

function describeValue(value: unknown, shown: ShownFields[string] = true): string {
  if (shown === true || !Array.isArray(value)) return JSON.stringify(value);
  const inner: ShownFields = Object.fromEntries(shown.map((name) => [name, true]));
  return `[${value.map((item) => describeFields(item as Body, inner)).join(',')}]`;
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
