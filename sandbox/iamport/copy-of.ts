/**
 * A deep copy of plain data. Unlike `structuredClone` it makes objects of this realm, which matters to strict
 * comparisons in test runners that give each test file a realm of its own.
 */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (value instanceof Date) return new Date(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyOf(inner as unknown)])) as T;
}
