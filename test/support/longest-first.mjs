import Sequencer from '@jest/test-sequencer';

/** The files that take longest, by a part of their path: they begin first, so that no worker ends with one of them alone. */
const LONGEST = ['/test/races/', '/test/model/', '/test/chaos/', '/test/e2e/'];

const isLong = ({ path }) => LONGEST.some((part) => path.includes(part));

/** Beyond that, jest's own order: by the time that a file took before, where that is known, else by its size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
