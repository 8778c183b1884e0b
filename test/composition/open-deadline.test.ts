import type { StopSignal } from '../../src/lib/create-deadline';
import { openDeadline } from '../../src/composition/open-deadline';

test('work that is quick enough gives its result', async () => {
  expect(await openDeadline(5_000, 'answer')(async () => 'done')).toBe('done');
});

test('work that never ends is `unavailable` in time, and its signal aborts', async () => {
  let signal: StopSignal | undefined;
  const work = openDeadline(
    30,
    'verification',
  )((given) => {
    signal = given;
    return new Promise(() => {});
  });
  await expect(work).rejects.toMatchObject({ code: 'unavailable', message: 'no verification within 30 ms' });
  expect(signal?.aborted).toBe(true);
});

test('what the work throws is thrown', async () => {
  await expect(openDeadline(5_000, 'answer')(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
});
