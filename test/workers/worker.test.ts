import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { createWorker } from '../../src/workers/worker';
import { waitUntil } from '../support/wait-until';

const DELAY_MS = 5;

/** A pass that ends when the test says so; the first has begun. */
async function setUp(pauseMs = 60_000) {
  const state = { begun: 0, running: 0, most: 0, errors: [] as unknown[] };
  let finish: { resolve: (value: { more: boolean }) => void; reject: (error: Error) => void } | undefined;
  const worker = createWorker({
    delayMs: DELAY_MS,
    pauseMs,
    pause: SYSTEM_CLOCK_AND_RANDOM.pause,
    onError: (error) => state.errors.push(error),
    pass: async () => {
      state.begun += 1;
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      try {
        return await new Promise<{ more: boolean }>((resolve, reject) => (finish = { resolve, reject }));
      } finally {
        state.running -= 1;
      }
    },
  });
  worker.start();
  expect(state.begun).toBe(0);
  await waitUntil(() => state.begun === 1);
  return {
    worker,
    state,
    end: (more: boolean) => finish?.resolve({ more }),
    fail: (error: Error) => finish?.reject(error),
  };
}

test('the first pass runs after the delay, and no second beside it', async () => {
  const { worker, state, end } = await setUp(0);
  end(false);
  await waitUntil(() => state.begun === 2);
  expect(state.most).toBe(1);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('a pass that leaves work behind is followed by the next without a pause', async () => {
  const { worker, state, end } = await setUp();
  end(true);
  await waitUntil(() => state.begun === 2);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('stop waits for the pass under way, and no other begins', async () => {
  const { worker, state, end } = await setUp(0);
  let isStopped = false;
  const stopped = worker.stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  end(true);
  await stopped;
  expect(state).toMatchObject({ begun: 1, running: 0 });
});

test('a pass that throws is reported and does not end the worker', async () => {
  const { worker, state, end, fail } = await setUp(0);
  fail(new Error('database is away'));
  await waitUntil(() => state.begun === 2);
  expect(state.errors).toEqual([new Error('database is away')]);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('stop breaks the pause off', async () => {
  const { worker, state, end } = await setUp();
  end(false);
  await new Promise((resolve) => setImmediate(resolve));
  await worker.stop();
  expect(state).toMatchObject({ begun: 1, running: 0 });
});

test('a stop during the delay breaks it off, and no pass begins', async () => {
  let begun = 0;
  const worker = createWorker({
    delayMs: 60_000,
    pauseMs: 0,
    pause: SYSTEM_CLOCK_AND_RANDOM.pause,
    onError: () => undefined,
    pass: async () => ({ more: (begun += 1) > 0 }),
  });
  worker.start();
  await worker.stop();
  expect(begun).toBe(0);
});
