import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { checkIndexes } from '../../src/composition/check-indexes';
import { CheckoutError } from '../../src/domain/errors';
import { IndexRefusedError } from '../../src/store/ensure-indexes';

type Ensure = Parameters<typeof checkIndexes>[0];

function start(ensure: Ensure) {
  const lines: { msg: string; indexes?: string[] }[] = [];
  const logger = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) });
  const pause = async () => {};
  return {
    check: checkIndexes(ensure, logger, pause),
    messages: () => lines.map(({ msg, indexes }) => [msg, indexes]),
  };
}

const NAMES = ['orders.state_1'];

test('indexes are there once the look at them has ended, and a look that misses none says nothing', async () => {
  const server = new EventEmitter();
  const { check, messages } = start(async () => void (await once(server, 'answer')));
  expect(check.areThere()).toBe(false);
  server.emit('answer');
  await check.wait();
  expect(check.areThere()).toBe(true);
  expect(messages()).toEqual([]);
});

test('missing indexes are named at once, and are there once they are built', async () => {
  const server = new EventEmitter();
  const { check, messages } = start(async ({ onMissing }) => {
    onMissing?.(NAMES);
    await once(server, 'built');
  });
  expect(check.areThere()).toBe(false);
  expect(messages()).toEqual([['indexes missing, building them', NAMES]]);
  server.emit('built');
  await check.wait();
  expect(check.areThere()).toBe(true);
  expect(messages()).toEqual([
    ['indexes missing, building them', NAMES],
    ['indexes built', NAMES],
  ]);
});

test('a build that fails rejects, and the indexes never count as there', async () => {
  const { check, messages } = start(async ({ onMissing }) => {
    onMissing?.(NAMES);
    throw new Error('too many indexes');
  });
  await expect(check.wait()).rejects.toThrow('too many indexes');
  expect(check.areThere()).toBe(false);
  expect(messages()).toEqual([['indexes missing, building them', NAMES]]);
});

test('a check that the database interrupts is made again, and the indexes are not there meanwhile', async () => {
  let tries = 0;
  const areThere: boolean[] = [];
  const { check, messages } = start(async () => {
    await Promise.resolve();
    areThere.push(check.areThere());
    tries += 1;
    if (tries < 3) throw new CheckoutError('unavailable', 'database: connection closed');
  });
  await check.wait();
  expect([areThere, check.areThere()]).toEqual([[false, false, false], true]);
  expect(messages().map(([msg]) => msg)).toEqual([
    'indexes not checked, will retry',
    'indexes not checked, will retry',
  ]);
});

test('a definite refusal of a build is not tried again', async () => {
  let tries = 0;
  const { check } = start(async () => {
    tries += 1;
    throw new IndexRefusedError('an index cannot be built: database: other options', {});
  });
  await expect(check.wait()).rejects.toThrow('other options');
  expect([tries, check.areThere()]).toEqual([1, false]);
});

test('a refusal is told to everybody who waits, and the next who waits has it checked again', async () => {
  let tries = 0;
  const { check } = start(async () => {
    tries += 1;
    if (tries === 1) throw new IndexRefusedError('an index cannot be built: database: other options', {});
  });
  const waiting = [check.wait(), check.wait()];
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await Promise.all([check.wait(), check.wait()]);
  expect([tries, check.areThere()]).toEqual([2, true]);
});

test('a stop ends the pause before the next check', async () => {
  const stopped = new EventEmitter();
  const pausing = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      stopped.emit('paused');
    });
  const paused = once(stopped, 'paused');
  const broken = () => Promise.reject(new CheckoutError('unavailable', 'database: gone'));
  const check = checkIndexes(broken, pino({ enabled: false }), pausing);
  await paused;
  check.stop();
  await check.wait();
  expect(check.areThere()).toBe(false);
});

test.each(['fails', 'succeeds'] as const)('a check that is stopped is no failure if it then %s', async (end) => {
  const { check } = start(async ({ signal }) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    if (end === 'fails') throw new Error('connection closed');
  });
  check.stop();
  await check.wait();
  expect(check.areThere()).toBe(false);
});
