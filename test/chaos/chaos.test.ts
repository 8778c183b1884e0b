import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openArena, type Arena } from '../../chaos/arena';
import { createRandom } from '../../chaos/create-random';
import { runChaos } from '../../chaos/run-chaos';
import { killInstances } from '../../chaos/troubles';
import { useDatabase } from '../support/database';

/**
 * The small sister of `npm run chaos`: instances of the service, as processes, are killed while they work. The database is
 * not: it lives in this process. `CHAOS_SEED` repeats a run, as far as the machine lets it.
 */
const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 2 ** 31);
const ROOT = join(__dirname, '..', '..');
/** The leases of the dead run out in it; the receiver of signed events takes a clock that is five minutes off at most. */
const LEASES_PASSED_MS = 2 * 60_000;

const database = useDatabase();
let folder: string;
let arena: Arena;

beforeAll(async () => {
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'chaos-'));
  const outfile = join(folder, 'service.js');
  const entryPoints = [join(ROOT, 'chaos', 'service-with-clock.ts')];
  await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', format: 'cjs' });
  const uris = { serviceUri: database.uri, directUri: database.uri };
  arena = await openArena({ ...uris, serviceArgs: [outfile], random: createRandom(SEED) });
});
afterAll(async () => {
  await arena.close();
  await rm(folder, { recursive: true, force: true });
});

test(`100 payments while instances are killed 5 times, seed ${SEED}: nothing lost, nothing done twice`, async () => {
  const result = await runChaos(arena, {
    payments: 100,
    troubles: [killInstances(arena, 5)],
    convergeLimitMs: 45_000,
    // What the dead have left behind falls due at once, and not when their leases run out.
    async afterReconciling() {
      arena.advanceClocks(LEASES_PASSED_MS);
      await Promise.all(arena.instances.map((instance) => instance.kill()));
    },
    onProgress: () => undefined,
  });
  expect(result).toMatchObject({
    orders: 100,
    differing: [],
    settledTwice: [],
    givenBackTwice: [],
    untruthfulCancels: [],
    missing: [],
    repeatedUnderAnotherId: [],
    againstSchema: [],
    hasConverged: true,
  });
  expect(result.notifications).toBeGreaterThan(50);
  expect(result.cancels.done).toBeGreaterThan(5);
}, 120_000);
