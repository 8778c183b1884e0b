/** More decimals than any currency has; keeps 12.34 - 5.01 at 7.33. */
const SCALE = 10_000;

/** `a + b` without the dust of binary fractions; the API's amounts are plain JSON numbers (§2.3). */
export function addMoney(a: number, b: number): number {
  return Math.round((a + b) * SCALE) / SCALE;
}

/** `a - b`, likewise. */
export function subtractMoney(a: number, b: number): number {
  return addMoney(a, -b);
}
