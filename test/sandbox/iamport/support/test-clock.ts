/** A clock that stands still until it is moved. */
export interface TestClock {
  now: () => Date;
  advance: (seconds: number) => void;
  /** Unix seconds. */
  seconds: () => number;
}

/** Makes a clock that shows a moment in 2026. */
export function createTestClock(start = 1_785_900_000): TestClock {
  let seconds = start;
  return {
    now: () => new Date(seconds * 1000),
    advance: (by) => (seconds += by),
    seconds: () => seconds,
  };
}
