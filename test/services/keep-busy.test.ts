import { keepBusy } from '../../src/services/keep-busy';

const never = new AbortController().signal;

test('what the last one makes room for while a look is under way is found by one look more', async () => {
  let endFirst = () => {};
  const looks = [
    async () => ['first'],
    async () => {
      // It ends after this look has seen what there is, and before the look is back.
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
