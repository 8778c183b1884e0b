import { shareReading } from '../../src/composition/share-reading';

function setUp() {
  let elapsed = 1;
  const read = jest.fn(async (key: string) => ({ key }));
  const shared = shareReading(read, { keepMs: 1_000, max: 2, elapsedMs: () => elapsed });
  return { read, shared, letPass: (ms: number) => (elapsed += ms) };
}

test('concurrent readers share a reading, and those of other keys do not', async () => {
  const { read, shared } = setUp();
  const found = await Promise.all([shared('a'), shared('a'), shared('b')]);
  expect(found).toEqual([{ key: 'a' }, { key: 'a' }, { key: 'b' }]);
  expect(read).toHaveBeenCalledTimes(2);
});

test('a reading is kept for its time, and no longer', async () => {
  const { read, shared, letPass } = setUp();
  await shared('a');
  letPass(999);
  await shared('a');
  expect(read).toHaveBeenCalledTimes(1);
  letPass(2);
  await shared('a');
  expect(read).toHaveBeenCalledTimes(2);
});

test('more readings at once than are kept all get their results', async () => {
  const { shared } = setUp();
  const keys = ['a', 'b', 'c', 'd', 'e'];
  expect(await Promise.all(keys.map(shared))).toEqual(keys.map((key) => ({ key })));
});

test('a failure is told to its readers, and is not kept', async () => {
  const { read, shared } = setUp();
  read.mockRejectedValueOnce(new Error('outage'));
  await expect(Promise.all([shared('a'), shared('a')])).rejects.toThrow('outage');
  expect(await shared('a')).toEqual({ key: 'a' });
});
