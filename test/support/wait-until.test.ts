import { waitUntil } from './wait-until';

test('a wait ends with what is found, also where that is 0 or an empty text', async () => {
  const looks = [undefined, null, false, 0];
  expect(await waitUntil(() => looks.shift())).toBe(0);
  expect(looks).toEqual([]);
  expect(await waitUntil(async () => '')).toBe('');
});

test('a wait for what never comes fails, and says what it waited for', async () => {
  const received: string[] = [];
  await expect(waitUntil(() => received.length === 1, { limitMs: 10 })).rejects.toThrow(
    /never came within 10 ms: .*received\.length === 1/,
  );
});

test('a look that fails ends the wait', async () => {
  await expect(waitUntil(() => Promise.reject(new Error('no such order')))).rejects.toThrow('no such order');
});
