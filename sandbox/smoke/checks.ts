/** Says what holds and what does not, one line each. */
export interface Checks {
  readonly check: (isTrue: boolean, text: string) => void;
  readonly failed: () => number;
}

/** Makes an empty list. */
export function createChecks(print: (line: string) => void): Checks {
  let failed = 0;
  return {
    check(isTrue, text) {
      if (!isTrue) failed += 1;
      print(`  ${isTrue ? '✓' : '✗'} ${text}`);
    },
    failed: () => failed,
  };
}
