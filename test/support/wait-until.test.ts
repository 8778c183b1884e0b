import { waitUntil } from './wait-until';

test('a wait returns the value that it finds, also 0 and an empty text', async () => {
  const looks = [undefined, null, false, 0];
  expect(await waitUntil(() => looks.shift())).toBe(0);
  expect(looks).toEqual([]);
  expect(await waitUntil(async () => '')).toBe('');
});

test('a wait without a result fails and names its condition', async () => {
  const received: string[] = [];
  await expect(waitUntil(() => received.length === 1, { limitMs: 10 })).rejects.toThrow(
    /never came within 10 ms: .*received\.length === 1/,
  );
});

test('an error of the check ends the wait', async () => {
  await expect(waitUntil(() => Promise.reject(new Error('no such order')))).rejects.toThrow('no such order');
});
