import { AsyncLocalStorage } from 'node:async_hooks';
import { createBoundedQueue, type QueueLimits } from '../../src/lib/create-bounded-queue';

const LIMITS = { maxUnderWay: 1, maxWaiting: 2, maxWaitMs: 60_000 };
const NO_ROOM = 'no room for';
const create = (limits: QueueLimits) => createBoundedQueue(limits, (what) => new Error(`${NO_ROOM} ${what}`));

/** Work that ends when the test says so. */
function openWork<T>(result: T) {
  let end = () => {};
  const ended = new Promise<T>((resolve) => (end = () => resolve(result)));
  return { run: jest.fn(() => ended), end };
}

test('runs what has room at once, and the others first come, first served', async () => {
  const queue = create(LIMITS);
  const works = [openWork(1), openWork(2), openWork(3)];
  const answers = works.map((work) => queue('a call', work.run));
  expect(works.map((work) => work.run.mock.calls.length)).toEqual([1, 0, 0]);
  for (const [at, work] of works.entries()) {
    work.end();
    expect(await answers[at]).toBe(at + 1);
  }
});

test('refuses at once what is beyond the waiting places, and never runs it', async () => {
  const queue = create(LIMITS);
  const works = Array.from({ length: 3 }, () => openWork('done'));
  const answers = works.map((work) => queue('a call', work.run));
  const beyond = jest.fn(async () => 'never');
  await expect(queue('one too many', beyond)).rejects.toThrow(NO_ROOM);
  works.forEach((work) => work.end());
  expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
  expect(beyond).not.toHaveBeenCalled();
});

test('who has waited too long is refused and not run; who waits behind him comes next', async () => {
  const queue = create({ ...LIMITS, maxWaitMs: 30 });
  const first = openWork('first');
  const answer = queue('a call', first.run);
  const late = jest.fn(async () => 'late');
  await expect(queue('too late', late)).rejects.toThrow(NO_ROOM);
  const next = queue('in time', async () => 'next');
  first.end();
  expect(await answer).toBe('first');
  expect(await next).toBe('next');
  expect(late).not.toHaveBeenCalled();
});

test('work that throws gives its place back, and its error to its caller', async () => {
  const queue = create(LIMITS);
  for (let times = 0; times < 5; times += 1) {
    await expect(queue('a call', () => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  }
  expect(await queue('a call', async () => 'still open')).toBe('still open');
});

test('work that had to wait runs in the context of its own caller', async () => {
  const queue = create(LIMITS);
  const context = new AsyncLocalStorage<string>();
  const [first, second] = [openWork('first'), openWork('second')];
  const contexts: unknown[] = [];
  const note = (work: typeof first) => () => {
    contexts.push(context.getStore());
    return work.run();
  };
  const answers = [
    context.run('one', () => queue('a call', note(first))),
    context.run('two', () => queue('a call', note(second))),
  ];
  first.end();
  second.end();
  await Promise.all(answers);
  expect(contexts).toEqual(['one', 'two']);
});
