import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { parseOutboxCommand } from '../../src/cli/outbox-arguments';
import type { OutboxEntry } from '../../src/domain/outbox';
import { SHOP_EVENT, sms, useDelivery } from '../support/delivery';
import { usePrograms } from '../support/use-programs';

/** The command as a process of its own, on a real database. */
const delivery = useDelivery();
const program = usePrograms(['cli/outbox']);

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  // Started elsewhere, so that a developer's own .env is not read.
  const child = spawn(process.execPath, [program('cli/outbox'), ...args], {
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

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 10, day, hour));

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
  [['list', '--reason', 'x'], null],
  [['replay', 'a', '--from', '2026-11-30'], null],
  [['resend', 'a'], { name: 'resend', target: { by: 'message', id: 'a' } }],
  [['resend', 'a', '--reason', 'restore'], { name: 'resend', target: { by: 'message', id: 'a' }, reason: 'restore' }],
  [
    ['resend', '--merchant-uid', 'ord-1'],
    { name: 'resend', target: { by: 'order', merchantUid: 'ord-1', period: { from: null, to: null } } },
  ],
  [
    ['resend', '--merchant-uid', 'ord-1', '--from', '2026-11-30', '--to', '2026-11-30'],
    { name: 'resend', target: { by: 'order', merchantUid: 'ord-1', period: { from: at(29, 15), to: at(30, 15) } } },
  ],
  [
    ['resend', '--from', '2026-11-30T00:00:00Z'],
    { name: 'resend', target: { by: 'period', requestId: null, from: at(30, 0), to: null } },
  ],
  [
    ['resend', '--from', '2026-11-30', '--request-id', 'r-1'],
    { name: 'resend', target: { by: 'period', requestId: 'r-1', from: at(29, 15), to: null } },
  ],
  [['resend'], null],
  [['resend', 'a', '--merchant-uid', 'ord-1'], null],
  [['resend', 'a', '--from', '2026-11-30'], null],
  [['resend', 'a b'], null],
  [['resend', 'a', 'b'], null],
  [['resend', 'a', '--all-dead'], null],
  [['resend', '--to', '2026-11-30'], null],
  [['resend', '--from', '2026-11-30', '--to', '2026-11-29'], null],
  [['resend', '--from', 'yesterday'], null],
  [['resend', '--merchant-uid', 'ord-1', '--request-id', 'r-1'], null],
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
  expect((await delivery.outbox()).map(({ id, deadAt }) => [id, deadAt === undefined]).slice(0, 2)).toEqual([
    ['letter-1', true],
    ['letter-2', false],
  ]);
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

describe('resend', () => {
  const deliveredAt = new Date(Date.now() - 60_000);
  const toldOrder = async () => {
    await delivery.store('ord-1', []);
    for (const id of ['ord-1_1', 'ord-1_2'])
      await delivery.addSettled('ord-1', { id, message: SHOP_EVENT, deliveredAt });
  };
  const waiting = async () =>
    (await delivery.outbox())
      .filter(({ message, deliveredAt: at }) => message.channel === 'shop' && at === null)
      .map(({ id }) => id);

  test('puts an event back, with who asked and why; a text message is refused', async () => {
    await toldOrder();
    await delivery.addSettled('ord-1', { id: 'ord-1_3', message: sms('안내'), deliveredAt });
    const again = await run(['resend', 'ord-1_2', '--reason', 'database restored']);
    expect(again).toMatchObject({ code: 0, out: 'ord-1_2: will be sent again\n', err: '' });
    expect(await waiting()).toEqual(['ord-1_2']);
    expect((await delivery.outbox()).at(-1)?.message).toMatchObject({
      entry: { action: 'resend', actor: 'command', reason: 'database restored' },
    });
    expect(await run(['resend', 'ord-1_3'])).toMatchObject({
      code: 1,
      err: 'ord-1_3: is no event for the shop’s server: only those are sent again\n',
    });
  });

  test('puts the events of an order back', async () => {
    await toldOrder();
    expect(await run(['resend', '--merchant-uid', 'ord-1'])).toMatchObject({
      code: 0,
      out: 'ord-1: 2 events will be sent again\n',
    });
    expect(await waiting()).toEqual(['ord-1_1', 'ord-1_2']);
    expect(await run(['resend', '--merchant-uid', 'nobody'])).toMatchObject({
      code: 1,
      err: 'nobody: no such order\n',
    });
  });

  test('records a period for the service, once for each --request-id', async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    for (let n = 0; n < 2; n += 1) {
      expect(await run(['resend', '--from', from, '--request-id', 'r-1'])).toMatchObject({
        code: 0,
        out: 'r-1: recorded; so far 0 events of 0 orders are sent again\n',
      });
    }
    const found = await delivery.connection().collection('resends').find().toArray();
    expect(found).toMatchObject([{ _id: 'r-1', audit: { actor: 'command' } }]);
  });
});

test('wrong arguments print how it is used; a missing setting is named without a stack', async () => {
  expect(await run(['reply'])).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') as string });
  const { code, err } = await run(['list'], { MONGODB_URI: '' });
  expect(code).toBe(1);
  expect(err).toContain('MONGODB_URI is missing');
  expect(err).not.toContain('at ');
});
