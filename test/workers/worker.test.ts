import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { createWorker } from '../../src/workers/worker';
import { waitUntil } from '../support/wait-until';

/** A pass that ends when the test says so. */
function setUp(pauseMs = 60_000) {
  const state = { begun: 0, running: 0, most: 0, errors: [] as unknown[] };
  let finish: { resolve: (value: { more: boolean }) => void; reject: (error: Error) => void } | undefined;
  const worker = createWorker({
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
  return {
    worker,
    state,
    end: (more: boolean) => finish?.resolve({ more }),
    fail: (error: Error) => finish?.reject(error),
  };
}

test('the first pass runs at once, and no second beside it', async () => {
  const { worker, state, end } = setUp(0);
  worker.start();
  expect(state.begun).toBe(1);
  end(false);
  await waitUntil(() => state.begun === 2);
  expect(state.most).toBe(1);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('a pass that leaves work behind is followed by the next without a pause', async () => {
  const { worker, state, end } = setUp();
  worker.start();
  end(true);
  await waitUntil(() => state.begun === 2);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('stop waits for the pass under way, and no other begins', async () => {
  const { worker, state, end } = setUp(0);
  worker.start();
  let isStopped = false;
  const stopped = worker.stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  end(true);
  await stopped;
  expect(state).toMatchObject({ begun: 1, running: 0 });
});

test('a pass that throws is reported and does not end the worker', async () => {
  const { worker, state, end, fail } = setUp(0);
  worker.start();
  fail(new Error('database is away'));
  await waitUntil(() => state.begun === 2);
  expect(state.errors).toEqual([new Error('database is away')]);
  const stopped = worker.stop();
  end(false);
  await stopped;
});

test('stop breaks the pause off', async () => {
  const { worker, state, end } = setUp();
  worker.start();
  end(false);
  await new Promise((resolve) => setImmediate(resolve));
  await worker.stop();
  expect(state).toMatchObject({ begun: 1, running: 0 });
});
