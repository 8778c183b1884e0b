import { createLogger } from '../../src/composition/create-logger';
import { createPassLog } from '../../src/workers/pass-log';

function setUp() {
  const lines: Record<string, unknown>[] = [];
  const clock = { ms: 0 };
  const logger = createLogger('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  return { lines, clock, log: createPassLog({ logger, name: 'delivery', elapsedMs: () => clock.ms, quietMs: 60_000 }) };
}
const down = () => new Error('database: down');

test('an outage of ten minutes costs a line a minute, and one for its end', () => {
  const { lines, clock, log } = setUp();
  for (; clock.ms < 10 * 60_000; clock.ms += 1_000) log.failed(down());
  log.succeeded();
  log.succeeded();
  expect(lines.map(({ msg }) => msg)).toEqual([
    'delivery pass failed',
    ...Array.from({ length: 9 }, () => 'delivery pass still fails'),
    'delivery pass works again',
  ]);
  expect(lines[0]).toMatchObject({ err: { message: 'database: down', stack: expect.any(String) as string } });
  expect(lines[1]).toMatchObject({ reason: 'database: down', failures: 61 });
  expect(lines.at(-1)).toMatchObject({ failures: 600 });
});

test('another failure is logged in full, and so is the same one after a success', () => {
  const { lines, log } = setUp();
  log.failed(down());
  log.failed(new Error('another'));
  log.succeeded();
  log.failed(down());
  expect(lines.map(({ msg }) => msg)).toEqual([
    'delivery pass failed',
    'delivery pass failed',
    'delivery pass works again',
    'delivery pass failed',
  ]);
});

test('a worker that does well says nothing', () => {
  const { lines, log } = setUp();
  for (let n = 0; n < 3; n += 1) log.succeeded();
  expect(lines).toEqual([]);
});
