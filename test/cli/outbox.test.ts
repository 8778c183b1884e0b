import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseOutboxCommand } from '../../src/cli/run-outbox-command';
import type { OutboxEntry } from '../../src/domain/outbox';
import { sms, useDelivery } from '../support/delivery';

/** The command as a process of its own, on a real database. */
const delivery = useDelivery();
const LOADER = pathToFileURL(require.resolve('tsx')).href;
const COMMAND = join(__dirname, '..', '..', 'src', 'cli', 'outbox.ts');

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  // Started elsewhere, so that a developer's own .env is not read.
  const child = spawn(process.execPath, ['--import', LOADER, COMMAND, ...args], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      MONGODB_URI: delivery.uri,
      IAMPORT_API_KEY: 'key',
      IAMPORT_API_SECRET: 'secret',
      ORDERS_API_KEY: 'orders-key-0123456789',
      ...env,
    },
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}

const dead: Partial<OutboxEntry> = { attempts: 60, lastError: 'HTTP 500', deadAt: new Date('2026-11-22T05:00:00Z') };

async function withDead(merchantUid: string, ...ids: string[]) {
  await delivery.store(merchantUid, []);
  for (const id of ids) await delivery.addSettled(merchantUid, { ...dead, id, message: sms('안내') });
}

test.each([
  [['list'], { name: 'list' }],
  [['replay', 'a'], { name: 'replay', id: 'a' }],
  [['replay', '--all-dead'], { name: 'replay', id: null }],
  [[], null],
  [['list', 'a'], null],
  [['list', '--all-dead'], null],
  [['replay'], null],
  [['replay', 'a', 'b'], null],
  [['replay', 'a', '--all-dead'], null],
  [['replay', '--all'], null],
  [['drop'], null],
])('the arguments %j mean %j', (args, command) => {
  expect(parseOutboxCommand(args)).toEqual(command);
});

test('the dead letters are listed in a table, without what is in them', async () => {
  await withDead('ord-1', 'letter-1');
  const { code, out, err } = await run(['list']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const cell of ['letter-1', 'ord-1', 'sms', '60', '2026-11-22T05:00:00.000Z', 'HTTP 500'])
    expect(out).toContain(cell);
  expect(out).not.toContain('1234-5678');
});

test('one is replayed, and only that one; a second replay gets another answer', async () => {
  await withDead('ord-1', 'letter-1', 'letter-2');
  expect(await run(['replay', 'letter-1'])).toMatchObject({ code: 0, out: 'letter-1: will be sent again\n' });
  expect((await delivery.outbox()).map(({ deadAt }) => deadAt === undefined)).toEqual([true, false]);
  expect(await run(['replay', 'letter-1'])).toMatchObject({
    code: 1,
    err: 'letter-1: is delivered, or still on its way\n',
  });
  const unknown = 'nobody: no dead letter has this id: delivered, still on its way, or unknown\n';
  expect(await run(['replay', 'nobody'])).toMatchObject({ code: 1, err: unknown });
});

test('all are replayed', async () => {
  await withDead('ord-1', 'letter-1', 'letter-2');
  await withDead('ord-2', 'letter-3');
  expect(await run(['replay', '--all-dead'])).toMatchObject({ code: 0, out: '3 dead letters will be sent again.\n' });
  const entries = [...(await delivery.outbox('ord-1')), ...(await delivery.outbox('ord-2'))];
  expect(entries.every(({ deadAt }) => deadAt === undefined)).toBe(true);
  for (const merchantUid of ['ord-1', 'ord-2']) expect(await delivery.place('sms', merchantUid)).toBeDefined();
  expect(await run(['list'])).toMatchObject({ code: 0, out: 'No dead letters.\n' });
});

test('wrong arguments print how it is used; a missing setting is named without a stack', async () => {
  expect(await run(['reply'])).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') as string });
  const { code, err } = await run(['list'], { MONGODB_URI: '' });
  expect(code).toBe(1);
  expect(err).toContain('MONGODB_URI is missing');
  expect(err).not.toContain('at ');
});
