import Sequencer from '@jest/test-sequencer';

/** The files that take longest, by a part of their path: they begin first, so that no worker ends with one of them alone. */
const LONGEST = ['/test/model/', '/test/races/', '/test/chaos/', '/test/e2e/'];

const rank = ({ path }) => {
  const at = LONGEST.findIndex((part) => path.includes(part));
  return at < 0 ? LONGEST.length : at;
};

/** Beyond that, jest's own order: by the time that a file took before, where that is known, else by its size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
