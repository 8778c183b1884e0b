import { actorLine } from './tour-step';

/** What came of the checks of a tour. */
export interface TourChecks {
  readonly made: number;
  /** One line for each check that failed. */
  readonly failed: readonly string[];
}

/** Counts what must hold. */
export interface TourCheckList {
  /** Counts a check without printing it. */
  readonly count: (isTrue: boolean, text: string) => void;
  /** Counts and prints a check. */
  readonly check: (isTrue: boolean, text: string) => void;
  readonly result: () => TourChecks;
}

/** Makes an empty list. */
export function createTourCheckList(print: (line: string) => void): TourCheckList {
  const failed: string[] = [];
  let made = 0;
  const count = (isTrue: boolean, text: string) => {
    made += 1;
    if (!isTrue) failed.push(text);
  };
  return {
    count,
    check(isTrue, text) {
      count(isTrue, text);
      print(actorLine('', `${text} ${isTrue ? '✓' : '✗'}`));
    },
    result: () => ({ made, failed }),
  };
}
