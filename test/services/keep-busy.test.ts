import { keepBusy } from '../../src/services/keep-busy';

const never = new AbortController().signal;

test('a job that ends during a take is followed by another take, which finds what the job made room for', async () => {
  let endFirst = () => {};
  const looks = [
    async () => ['first'],
    async () => {
      // The job ends after this take has read the queue, and before the take returns.
      endFirst();
      await new Promise(setImmediate);
      return [];
    },
    async () => ['second'],
  ];
  const done: string[] = [];
  await keepBusy<string>({
    limit: 2,
    take: async () => ({ items: (await looks.shift()?.()) ?? [], more: false }),
    work: async (item) => {
      if (item === 'first') await new Promise<void>((resolve) => (endFirst = resolve));
      done.push(item);
    },
    giveBack: () => Promise.reject(new Error('nothing is given back')),
    pause: () => new Promise(setImmediate),
    signal: never,
  });
  expect(done).toEqual(['first', 'second']);
});
