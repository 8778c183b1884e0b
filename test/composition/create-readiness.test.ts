import { openDeadline } from '../../src/composition/open-deadline';
import { createReadiness } from '../../src/composition/create-readiness';

/** Probes end when the test says so. */
function setUp(limitMs = 60_000) {
  const ends: ((isReady: boolean) => void)[] = [];
  const clock = { ms: 5_000 };
  const isReady = createReadiness({
    probe: () => new Promise((resolve) => ends.push(resolve)),
    withinLimit: openDeadline(limitMs, 'probe'),
    keepMs: 1_000,
    elapsedMs: () => clock.ms,
  });
  return { isReady, ends, clock };
}

test.each([true, false])('callers at once share one probe, and its answer (%s)', async (found) => {
  const { isReady, ends } = setUp();
  const asked = Array.from({ length: 100 }, () => isReady());
  expect(ends).toHaveLength(1);
  ends[0]?.(found);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([found]));
});

test.each([true, false])('what was found (%s) less than a second ago is the answer, and no longer', async (found) => {
  const { isReady, ends, clock } = setUp();
  const first = isReady();
  ends[0]?.(found);
  await first;
  clock.ms += 999;
  expect(await isReady()).toBe(found);
  expect(ends).toHaveLength(1);
  clock.ms += 2;
  const next = isReady();
  expect(ends).toHaveLength(2);
  ends[1]?.(!found);
  expect(await next).toBe(!found);
});

test('a probe without an end is a "no" in time', async () => {
  const { isReady } = setUp(20);
  expect(await isReady()).toBe(false);
});
