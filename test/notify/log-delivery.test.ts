import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { Readable } from 'node:stream';
import { pino } from 'pino';
import { createLogDestination } from '../../src/composition/create-log-destination';
import { createWriteLine } from '../../src/notify/write-line';

const LOADER = pathToFileURL(require.resolve('tsx')).href;

test('what was marked as delivered is out of the process, though it is killed right after the mark', async () => {
  const child = spawn(process.execPath, ['--import', LOADER, join(__dirname, 'mark-and-die.ts')], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [log, marks] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'exit'),
  ]);
  expect(child.signalCode).toBe('SIGKILL');
  const marked = marks.split('\n').filter(Boolean);
  expect(marked).toHaveLength(200);
  const lines = log.split('\n').filter(Boolean);
  const written = lines.map((line) => (JSON.parse(line) as { notification_id: string }).notification_id);
  expect(marked.filter((id) => !written.includes(id))).toEqual([]);
});

test('a line that cannot leave the process is a failure, and does not end the process', async () => {
  const full = openSync('/dev/full', 'w');
  const write = createWriteLine(pino({}, createLogDestination(full)));
  await expect(write({ notification_id: 'id-1' }, 'text')).rejects.toThrow('ENOSPC');
  closeSync(full);
});

test('after a reader that went away, each further line is a failure at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-log-'));
  execFileSync('mkfifo', [join(folder, 'log')]);
  const reader = openSync(join(folder, 'log'), constants.O_RDONLY | constants.O_NONBLOCK);
  const fd = openSync(join(folder, 'log'), 'w');
  closeSync(reader);
  const write = createWriteLine(pino({}, createLogDestination(fd)));
  await expect(write({}, 'first')).rejects.toMatchObject({ code: 'EPIPE' });
  await expect(write({}, 'second')).rejects.toMatchObject({ code: 'EPIPE' });
  closeSync(fd);
  await rm(folder, { recursive: true });
});

test.each(['warn', 'silent'])('a message is written whatever the level of the log: %s', async (level) => {
  const lines: unknown[] = [];
  const write = createWriteLine(pino({ level }, { write: (line) => lines.push(JSON.parse(line)) }));
  await write({ notification_id: 'id-1' }, 'text');
  expect(lines).toEqual([expect.objectContaining({ notification_id: 'id-1', msg: 'text' })]);
});
