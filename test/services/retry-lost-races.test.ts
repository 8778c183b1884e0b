import { LOST_RACE, retryLostRaces } from '../../src/services/retry-lost-races';
import { buildOrder } from '../support/build-order';

function setUp(isThere: (reads: number) => boolean = () => true) {
  const pausesMs: number[] = [];
  let reads = 0;
  const deps = {
    findOrder: async () => (isThere((reads += 1)) ? buildOrder({ revision: reads }) : null),
    pause: async (ms: number) => void pausesMs.push(ms),
  };
  return { deps, pausesMs, reads: () => reads };
}

test('an attempt that wins at once neither reads nor waits', async () => {
  const { deps, pausesMs, reads } = setUp();
  await expect(retryLostRaces(deps, buildOrder({ revision: 0 }), async () => 'done')).resolves.toBe('done');
  expect([reads(), pausesMs]).toEqual([0, []]);
});

test('each attempt after a lost race is made on the order as it is then, after a longer pause', async () => {
  const { deps, pausesMs } = setUp();
  const seen: number[] = [];
  const result = await retryLostRaces(deps, buildOrder({ revision: 0 }), async ({ revision }) => {
    seen.push(revision);
    return revision === 3 ? 'done' : LOST_RACE;
  });
  expect([result, seen, pausesMs]).toEqual(['done', [0, 1, 2, 3], [0, 10, 20]]);
});

test.each([
  { name: 'races are lost without end', isThere: () => true, attempts: 21 },
  { name: 'the order has gone', isThere: () => false, attempts: 1 },
])('nothing is concluded where $name', async ({ isThere, attempts }) => {
  const { deps } = setUp(isThere);
  let made = 0;
  const result = retryLostRaces(deps, buildOrder(), async () => {
    made += 1;
    return LOST_RACE;
  });
  await expect(result).rejects.toMatchObject({ code: 'unavailable' });
  expect(made).toBe(attempts);
});
