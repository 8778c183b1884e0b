import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { checkIndexes } from '../../src/composition/check-indexes';

type Ensure = Parameters<typeof checkIndexes>[0];

function start(ensure: Ensure) {
  const lines: { msg: string; indexes?: string[] }[] = [];
  const logger = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) });
  return { check: checkIndexes(ensure, logger), messages: () => lines.map(({ msg, indexes }) => [msg, indexes]) };
}

const NAMES = ['orders.state_1'];

test('indexes are there once the look at them has ended, and a look that misses none says nothing', async () => {
  const server = new EventEmitter();
  const { check, messages } = start(async () => void (await once(server, 'answer')));
  expect(check.areThere()).toBe(false);
  server.emit('answer');
  await check.done;
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
  await check.done;
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
  await expect(check.done).rejects.toThrow('too many indexes');
  expect(check.areThere()).toBe(false);
  expect(messages()).toEqual([['indexes missing, building them', NAMES]]);
});

test.each(['fails', 'succeeds'] as const)('a check that is stopped is no failure if it then %s', async (end) => {
  const { check } = start(async ({ signal }) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    if (end === 'fails') throw new Error('connection closed');
  });
  check.stop();
  await check.done;
  expect(check.areThere()).toBe(false);
});
