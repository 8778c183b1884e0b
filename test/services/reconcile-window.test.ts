import { CheckoutError } from '../../src/domain/errors';
import { createCursors } from '../../src/store/cursors';
import { DAY, HOUR, MINUTE, useReconcile } from '../support/reconcile';
import { waitUntil } from '../support/wait-until';
import { LARGE, lowerAnswerLimit, TOO_LARGE } from '../support/large-answers';

lowerAnswerLimit();

const { instance, sandbox, wait, now, pay, stored, told, connection, db } = useReconcile();

const LIST = 'GET /payments/status/:payment_status';
const later = (ms: number) => new Date(now().getTime() + ms);
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const through = async () =>
  (await db().collection<{ _id: string; through: Date }>('cursors').findOne({ _id: 'payments' }))?.through;
/** Runs passes until the window has caught up. */
async function catchUp(service: ReturnType<typeof instance>): Promise<number> {
  let passes = 0;
  await waitUntil(async () => {
    passes += 1;
    return !(await service.slide()).more;
  });
  return passes;
}

describe('the moving window finds', () => {
  test('a payment without a report', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid);
    await catchUp(service);
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid, history: [{ source: 'reconcile' }] });
    expect(await told(uid)).toEqual(['order.paid']);
  });

  test('cancels made in the console, a part and then the rest, whose webhooks were lost', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid);
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'callback' });
    await catchUp(service);
    const states = [];
    for (const amount of [4_900, 60_000]) {
      wait(60 * DAY);
      sandbox().payments.consoleCancel(impUid, { amount });
      await catchUp(service);
      states.push((await stored(uid))?.state);
    }
    expect(states).toEqual(['partially_cancelled', 'cancelled']);
    expect((await stored(uid))?.payments[0]?.cancellations).toHaveLength(2);
  });

  test('a late approval: failed, and paid days later', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid, { status: 'failed' });
    await catchUp(service);
    expect((await stored(uid))?.payments).toMatchObject([{ status: 'failed' }]);
    wait(3 * DAY);
    sandbox().payments.approve(impUid);
    await catchUp(service);
    expect((await stored(uid))?.state).toBe('paid');
  });

  test('a deposit after the order expired, and holds it as late', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(MINUTE) });
    wait(3 * MINUTE);
    await service.look();
    pay(uid);
    await catchUp(service);
    expect(await stored(uid)).toMatchObject({ state: 'expired', attention: [{ reason: 'late' }] });
  });

  test('a payment of the test channel, and refuses it in live mode', async () => {
    const service = instance();
    const uid = await service.order();
    pay(uid, { sandbox: true });
    await catchUp(service);
    expect(await stored(uid)).toMatchObject({ state: 'pending', payments: [], attention: [{ reason: 'testChannel' }] });
  });

  test('payments of unknown orders, and counts and logs them without a write', async () => {
    const service = instance();
    pay('somebody-elses-1');
    pay('somebody-elses-2');
    await catchUp(service);
    expect(await db().collection('orders').countDocuments()).toBe(0);
    expect(service.lines).toContainEqual(expect.objectContaining({ payments: 2, unknown: 2 }));
  });
});

test('payments that their orders hold already cost one query and no write', async () => {
  const service = instance();
  const uid = await service.order();
  pay(uid);
  await catchUp(service);
  const before = await stored(uid);
  const { verification } = service.services;
  Object.assign(verification, { changeOrder: () => Promise.reject(new Error('a write')) });
  wait(MINUTE);
  await catchUp(service);
  expect(await stored(uid)).toEqual(before);
});

describe('the cursor', () => {
  test('begins some days back, continues where it stood, and overlaps the window before', async () => {
    const service = instance({ RECONCILE_FIRST_DAYS: '3' });
    expect(await catchUp(service)).toBe(4);
    const [first] = sandbox()
      .calls.list()
      .filter(({ route }) => route === LIST);
    expect(Number(first?.query['from'])).toBe(seconds(later(-3 * DAY - 10 * MINUTE)));
    expect(await through()).toEqual(now());
    sandbox().calls.reset();
    wait(MINUTE);
    await catchUp(service);
    const query = sandbox()
      .calls.list()
      .find(({ route }) => route === LIST)?.query;
    expect(query).toMatchObject({ from: `${seconds(later(-11 * MINUTE))}`, to: `${seconds(now())}` });
  });

  test('catches up after an outage of half a year, by windows that i’mport accepts', async () => {
    const service = instance();
    await catchUp(service);
    const uid = await service.order();
    wait(DAY);
    pay(uid);
    wait(180 * DAY);
    expect(await catchUp(service)).toBeGreaterThan(180);
    expect((await stored(uid))?.state).toBe('paid');
    expect(await through()).toEqual(now());
  });

  test('stays where it is while i’mport fails; the passes pause, then catch up', async () => {
    const service = instance();
    await catchUp(service);
    const before = await through();
    const uid = await service.order();
    wait(MINUTE);
    pay(uid);
    const fault = sandbox().faults.set({ kind: 'status', status: 503, route: LIST });
    expect(await service.slide()).toEqual({ more: false });
    const calls = sandbox().calls.count();
    expect(await service.slide()).toEqual({ more: false });
    expect(sandbox().calls.count()).toBe(calls);
    expect(await through()).toEqual(before);
    sandbox().faults.remove(fault);
    wait(6 * HOUR);
    await catchUp(service);
    expect((await stored(uid))?.state).toBe('paid');
  });

  test('stays where it is when the database fails; that is no outage of i’mport', async () => {
    const service = instance();
    await catchUp(service);
    const before = await through();
    const uid = await service.order();
    wait(MINUTE);
    pay(uid);
    const { verification } = service.services;
    const { changeOrder } = verification;
    const down = () => Promise.reject(new CheckoutError('unavailable', 'database'));
    Object.assign(verification, { changeOrder: down });
    await expect(service.slide()).rejects.toMatchObject({ message: 'database' });
    expect(await through()).toEqual(before);
    Object.assign(verification, { changeOrder });
    wait(2 * MINUTE);
    await service.slide();
    expect((await stored(uid))?.state).toBe('paid');
  });

  test('is held by one instance at a time', async () => {
    const [a, b] = [instance(), instance()];
    sandbox().faults.set({ kind: 'hold', route: LIST, times: 1 });
    const first = a.slide();
    await sandbox().faults.untilHeld(1);
    expect(await b.slide()).toEqual({ more: false });
    expect(sandbox().calls.count(LIST)).toBe(1);
    sandbox().faults.release();
    await first;
    await b.slide();
    expect(sandbox().calls.count(LIST)).toBe(2);
  });

  test('is not moved back by an instance whose lease has run out', async () => {
    const cursors = createCursors(connection());
    const options = { firstThrough: later(-DAY), leaseMs: MINUTE };
    const slow = (await cursors.claim('payments', { ...options, now: now() }))!;
    expect(await cursors.claim('payments', { ...options, now: now() })).toBeNull();
    wait(MINUTE);
    const quick = (await cursors.claim('payments', { ...options, now: now() }))!;
    expect(await cursors.keep(slow, later(HOUR))).toBe(false);
    expect(await cursors.release(quick, now())).toBe(true);
    expect(await cursors.release(slow, later(-DAY))).toBe(false);
    expect(await through()).toEqual(now());
  });

  test('is claimed by only one of ten first claims at once', async () => {
    const cursors = createCursors(connection());
    const options = { firstThrough: now(), now: now(), leaseMs: MINUTE };
    const claims = await Promise.all(Array.from({ length: 10 }, () => cursors.claim('payments', options)));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });
});

describe('many payments', () => {
  test('shrink the window until it fits on one page', async () => {
    const service = instance({ RECONCILE_FIRST_DAYS: '1' });
    for (let at = 0; at < 2_400; at += 1) {
      pay(`nobody-${at}`, { paid_at: seconds(later((-DAY * at) / 2_400)) });
    }
    await catchUp(service);
    const pages = sandbox()
      .calls.list()
      .filter(({ route }) => route === LIST);
    expect(pages.every(({ query }) => query['page'] === '1')).toBe(true);
    expect(pages.length).toBeLessThan(12);
    const read = service.lines.reduce((sum, line) => sum + Number(line['payments'] ?? 0), 0);
    expect(read).toBeGreaterThanOrEqual(2_400);
  });

  test('in the smallest window are read page by page, and again when the total changes meanwhile', async () => {
    const service = instance({ RECONCILE_FIRST_DAYS: '0' });
    const uid = await service.order();
    const leaving = pay('nobody-0', { status: 'ready', started_at: seconds(now()) - 9 });
    for (let at = 1; at < 1_000; at += 1) pay(`nobody-${at}`, { started_at: seconds(now()) - 5 });
    // The first payment of page 2: when an earlier one leaves the window, it moves to page 1, which was read already.
    pay(uid, { started_at: seconds(now()) - 1 });
    wait(1_000);
    sandbox().faults.set({ kind: 'hold', route: LIST, times: 2 });
    const sliding = service.slide();
    await sandbox().faults.untilHeld(1);
    sandbox().faults.release();
    await sandbox().faults.untilHeld(1);
    wait(2_000);
    sandbox().payments.approve(leaving);
    sandbox().faults.release();
    await sliding;
    expect((await stored(uid))?.state).toBe('paid');
  });
});

describe('payments that cannot be fetched', () => {
  const SKIPPED = { level: 50, msg: 'payments skipped: they cannot be fetched' };
  const logged = (service: ReturnType<typeof instance>) =>
    service.lines.filter(({ msg }) => msg === SKIPPED.msg || msg === 'skipped payments read');

  test('250 payments of unknown orders, 7 kB each, are read by smaller windows, then by smaller pages', async () => {
    const service = instance({ RECONCILE_FIRST_DAYS: '1' });
    const uid = await service.order();
    for (let at = 0; at < 250; at += 1) {
      pay(`nobody-${at}`, { custom_data: LARGE, started_at: seconds(now()) - 300, paid_at: seconds(now()) - 300 });
    }
    const impUid = pay(uid);
    await catchUp(service);
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid });
    expect(await through()).toEqual(now());
    expect(logged(service)).toEqual([]);
    const calls = sandbox()
      .calls.list()
      .filter(({ route }) => route === LIST);
    expect(calls.length).toBeLessThan(40);
    expect(new Set(calls.map(({ query }) => query['limit']))).toEqual(new Set(['1', '100', '1000']));
  });

  test('one payment is skipped, logged once, and read again until it can be read', async () => {
    const service = instance({ RECONCILE_FIRST_DAYS: '0' });
    await catchUp(service);
    const [uid, large] = [await service.order(), await service.order()];
    const [impUid, tooLarge] = [pay(uid), pay(large, { custom_data: TOO_LARGE })];
    for (let step = 0; step < 3; step += 1) {
      wait(5 * MINUTE);
      await catchUp(service);
    }
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid });
    expect((await stored(large))?.state).toBe('pending');
    expect(await through()).toEqual(now());
    expect(logged(service)).toMatchObject([{ ...SKIPPED, isForGood: false }]);
    wait(HOUR);
    await catchUp(service);
    expect(logged(service)).toHaveLength(2);
    sandbox().payments.change(tooLarge, { custom_data: null });
    wait(3 * HOUR);
    // A pass reads one gap; this gap has been split in two.
    for (let pass = 0; pass < 2; pass += 1) await catchUp(service);
    expect(await stored(large)).toMatchObject({ state: 'paid', paidBy: tooLarge });
    expect(logged(service).slice(2)).toMatchObject([{ level: 30 }, { level: 30 }]);
    wait(DAY);
    await catchUp(service);
    expect(logged(service)).toHaveLength(4);
  });

  test('a list that always fails is an outage: nothing is skipped', async () => {
    const service = instance();
    await catchUp(service);
    const before = await through();
    wait(MINUTE);
    sandbox().faults.set({ kind: 'html', route: LIST });
    expect(await service.slide()).toEqual({ more: false });
    expect(await through()).toEqual(before);
    expect(logged(service)).toEqual([]);
  });

  test('pause no look-ups of orders, and look-ups of orders do not pause the window', async () => {
    const service = instance();
    const [looked, found] = [await service.order(), await service.order()];
    pay(looked);
    wait(MINUTE);
    const list = sandbox().faults.set({ kind: 'html', route: LIST });
    await service.slide();
    await service.look();
    expect((await stored(looked))?.state).toBe('paid');
    sandbox().faults.remove(list);
    wait(10 * MINUTE);
    pay(found);
    sandbox().faults.set({ kind: 'html', route: 'GET /payments' });
    await service.look();
    await catchUp(service);
    expect((await stored(found))?.state).toBe('paid');
  });
});
