import { createShareCalls } from '../src/share-calls';

test('equal calls of one moment are one, its fault too; different ones are not, and neither are later ones', async () => {
  const share = createShareCalls<number>();
  let calls = 0;
  const count = async () => (calls += 1);
  expect(await Promise.all([share('a', count), share('a', count), share('b', count)])).toEqual([1, 1, 2]);
  expect(await share('a', count)).toBe(3);

  const fail = () => Promise.reject(new Error(`failed ${(calls += 1)}`));
  const both = await Promise.allSettled([share('a', fail), share('a', fail)]);
  expect(both.map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
    Array(2).fill('Error: failed 4'),
  );
  expect(await share('a', count)).toBe(5);
});
