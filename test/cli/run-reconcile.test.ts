import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EXIT, runReconcile } from '../../src/cli/run-reconcile';
import { DAY, HOUR, MINUTE, useReconcile } from '../support/reconcile';
import { serviceSettings } from '../support/service-settings';

const { instance, sandbox, wait, now, pay, stored, told, databaseUri, db } = useReconcile();
const later = (ms: number) => new Date(now().getTime() + ms);

/** Runs the command as its entry file does, with what it writes kept. */
async function command(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let printed = '';
  let errors = '';
  const progress: [string, number, number[]][] = [];
  const settings = {
    ...serviceSettings(databaseUri, sandbox()),
    LOG_LEVEL: 'fatal',
  };
  const { world: clockAndRandom } = instance();
  const code = await runReconcile(args, {
    env: { ...settings, ...env },
    print: (text) => void (printed += text),
    printError: (text) => void (errors += text),
    startProgress: (what, total) => {
      const values: number[] = [];
      progress.push([what, total, values]);
      return { reach: (value) => void values.push(value), stop: () => {} };
    },
    clockAndRandom,
  });
  return { code, printed, errors, progress };
}

/** The rows of the table, without its frame. */
const rows = (printed: string) =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .slice(1)
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

test('--merchant-uid settles one order and shows what was done', async () => {
  const service = instance();
  const [uid, other] = [await service.order(), await service.order()];
  const impUid = pay(uid);
  pay(other);
  const { code, printed } = await command(['--merchant-uid', uid]);
  expect(code).toBe(EXIT.done);
  expect(rows(printed)).toEqual([[uid, impUid, 'success', 'pending → paid', 'recorded']]);
  expect([(await stored(uid))?.state, (await stored(other))?.state]).toEqual(['paid', 'pending']);
  expect(await told(uid)).toEqual(['order.paid']);
});

test('--since reads all payments and looks up all unsettled orders since then', async () => {
  const service = instance();
  const unpaid = await service.order({ expiresAt: later(HOUR) });
  const paid = await service.order();
  const refunded = await service.order();
  const back = pay(refunded);
  await service.services.verifyPayment({ impUid: back, merchantUid: refunded, source: 'callback' });
  wait(3 * DAY);
  sandbox().payments.consoleCancel(back);
  const impUid = pay(paid);
  const { code, printed, progress } = await command(['--since', '2026-11-21']);
  expect(code).toBe(EXIT.done);
  expect(rows(printed).toSorted()).toEqual(
    [
      [unpaid, '-', 'expired', 'pending → expired', 'recorded'],
      [paid, impUid, 'success', 'pending → paid', 'recorded'],
      [refunded, back, 'cancelled', 'paid → cancelled', 'recorded'],
    ].toSorted(),
  );
  const [payments, orders] = progress;
  const totalMs = now().getTime() - Date.parse('2026-11-20T15:00:00Z');
  expect(payments).toMatchObject(['payments', totalMs, expect.arrayContaining([totalMs])]);
  expect(orders).toEqual(['unsettled orders', 0, [1]]);
});

test('without options it goes back as far as the service does', async () => {
  const service = instance();
  const uid = await service.order();
  pay(uid);
  wait(2 * DAY);
  expect((await command([], { RECONCILE_FIRST_DAYS: '1' })).code).toBe(EXIT.done);
  expect((await stored(uid))?.state).toBe('pending');
  await command([], { RECONCILE_FIRST_DAYS: '3' });
  expect((await stored(uid))?.state).toBe('paid');
});

test.each([
  ['everything', (_uid: string) => ['--since', '2026-11-01', '--dry-run']],
  ['one order', (uid: string) => ['--dry-run', '--merchant-uid', uid]],
])('--dry-run of %s shows what differs and writes nothing', async (_name, args) => {
  const service = instance();
  const uid = await service.order({ expiresAt: later(HOUR) });
  const impUid = pay(uid);
  const expired = await service.order({ expiresAt: later(HOUR) });
  wait(DAY);
  const everything = async () => [
    await db().collection('orders').find({}).toArray(),
    await db().collection('cursors').find({}).toArray(),
  ];
  const before = await everything();
  const { code, printed } = await command(args(uid));
  expect(code).toBe(EXIT.differs);
  expect(rows(printed)).toContainEqual([uid, impUid, 'success', 'pending → paid', 'would be recorded']);
  if (args(uid).includes('--since')) {
    expect(rows(printed)).toContainEqual([expired, '-', 'expired', 'pending → expired', 'would be recorded']);
    expect(rows(printed)).toHaveLength(2);
  }
  expect(await everything()).toEqual(before);
});

test('where nothing differs it says so, also in a dry run', async () => {
  const uid = await instance().order();
  for (const args of [[], ['--dry-run']]) {
    expect(await command(['--merchant-uid', uid, ...args])).toMatchObject({ code: 0, printed: 'Nothing differs.\n' });
  }
});

test('all unsettled orders are looked up, 100 by one call', async () => {
  const one = (await stored(await instance().order()))!;
  const orders = db().collection<{ _id: string }>('orders');
  await orders.insertMany(Array.from({ length: 249 }, (_, at) => ({ ...one, _id: `many-${at}` })));
  wait(MINUTE);
  const { progress } = await command(['--since', '2026-11-21']);
  expect(progress.at(-1)).toEqual(['unsettled orders', 0, [100, 200, 250]]);
  expect(sandbox().calls.count('GET /payments')).toBe(3);
});

describe('it ends with 1 where it could not be done', () => {
  test('i’mport is out of order: what was found before is shown, and the order is named', async () => {
    const uid = await instance().order();
    sandbox().faults.set({ kind: 'status', status: 503 });
    const { code, errors, printed } = await command(['--merchant-uid', uid]);
    expect(code).toBe(EXIT.failed);
    expect(errors).toContain(uid);
    expect(printed).toBe('Nothing differs.\n');
    expect((await command(['--since', '2026-11-21'])).code).toBe(EXIT.failed);
  }, 20_000);

  test('a setting is missing', async () => {
    const { code, errors } = await command([], { ORDERS_API_KEY: '' });
    expect(code).toBe(EXIT.failed);
    expect(errors).toContain('ORDERS_API_KEY is missing');
  });
});

describe('it ends with 2 where it is not understood', () => {
  test.each([
    [['--merchant-uid', 'x', '--since', '2026-11-01'], 'Give either'],
    [['--since', '2026-13-01'], '--since must be a past day'],
    [['--since', '2027-01-01'], '--since must be a past day'],
    [['--since', 'yesterday'], '--since must be a past day'],
    [['--since', '2026-11-01T09:00:00'], '--since must be a past day'],
    [['--everything'], '--everything'],
    [['ord-1'], 'ord-1'],
    [['--merchant-uid'], 'argument missing'],
  ])('%j', async (args, says) => {
    const { code, errors } = await command(args);
    expect(code).toBe(EXIT.badArguments);
    expect(errors).toContain(says);
  });

  test('an order that is not there', async () => {
    const { code, errors } = await command(['--merchant-uid', 'nobody']);
    expect([code, errors]).toEqual([EXIT.badArguments, 'There is no order nobody\n']);
  });

  test('as a process, with the usage', () => {
    const entry = join(__dirname, '..', '..', 'src', 'cli', 'reconcile.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', entry, '--nonsense'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('npm run reconcile -- [--merchant-uid X');
  }, 30_000);
});
