import { limitPerOwner } from '../../src/lib/limit-per-owner';

test('an owner has so many under way at once, and others have theirs', async () => {
  const limited = limitPerOwner(2, (owner) => new Error(`no room for ${owner}`));
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  const first = limited('one', work);
  const second = limited('one', work);
  await expect(limited('one', work)).rejects.toThrow('no room for one');
  const other = limited('other', work);
  expect(ends).toHaveLength(3);
  ends[0]?.();
  await first;
  const third = limited('one', work);
  expect(ends).toHaveLength(4);
  ends.forEach((end) => end());
  await Promise.all([second, other, third]);
});

test('work that throws gives its place back', async () => {
  const limited = limitPerOwner(1, () => new Error('no room'));
  for (let n = 0; n < 3; n += 1) {
    await expect(limited('one', () => Promise.reject(new RangeError('failed')))).rejects.toThrow('failed');
  }
});
