import { CheckoutError } from '../../src/domain/errors';
import { remindBuyer } from '../../src/services/remind-buyer';
import { createReconcileQueue } from '../../src/store/reconcile-queue';
import { DAY, HOUR, MINUTE, useReconcile } from '../support/reconcile';
import { waitUntil } from '../support/wait-until';

const { instance, sandbox, wait, now, pay, account, stored, told, connection, db } = useReconcile();

const KEYS = 'GET /payments';
const ALL = 'GET /payments/findAll/:merchant_uid';
const PAID = 'GET /payments/find/:merchant_uid';
const later = (ms: number) => new Date(now().getTime() + ms);
const dueIn = async (merchantUid: string) => {
  const dueAt = (await stored(merchantUid))?.queues.poll?.dueAt;
  return dueAt === undefined ? null : dueAt.getTime() - now().getTime();
};

describe('an order without any report', () => {
  test('is polled a minute after its registration, and settled by the payment at i’mport', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid);
    await service.look();
    expect((await stored(uid))?.state).toBe('pending');
    wait(MINUTE);
    await service.look();
    expect(await stored(uid)).toMatchObject({
      state: 'paid',
      paidBy: impUid,
      history: [{ source: 'reconcile', impUid }],
    });
    expect(await told(uid)).toEqual(['order.paid']);
    expect(await dueIn(uid)).toBeNull();
  });

  test('follows the poll schedule, then is polled once a day, until 30 days after its registration', async () => {
    const service = instance();
    const uid = await service.order();
    const pauses: (number | null)[] = [];
    for (let due = await dueIn(uid); due !== null; due = await dueIn(uid)) {
      pauses.push(due);
      wait(due);
      await service.look();
    }
    expect(pauses.slice(0, 8)).toEqual([1, 3, 10, 60, 360, 1440, 1440, 1440].map((minutes) => minutes * MINUTE));
    expect(pauses.length).toBe(35);
    expect(sandbox().calls.count(KEYS)).toBe(35);
  });

  test('is not polled at the same moment as others: the poll schedule has jitter', async () => {
    const first = await instance({}, { random: () => 0 }).order();
    const last = await instance({}, { random: () => 0.999 }).order();
    expect([await dueIn(first), await dueIn(last)]).toEqual([0.9 * MINUTE, expect.closeTo(1.1 * MINUTE, -3)]);
  });
});

test('100 orders cost one call, and 1,000 cost 10, whatever their results', async () => {
  const service = instance();
  const one = (await stored(await service.order()))!;
  const uids = Array.from({ length: 1_000 }, (_, at) => `many-${at}`);
  const orders = db().collection<{ _id: string }>('orders');
  await orders.deleteMany({});
  await orders.insertMany(uids.map((_id) => ({ ...one, _id })));
  const paid = uids.filter((_, at) => at % 10 === 0);
  paid.forEach((uid) => pay(uid));
  wait(MINUTE);
  sandbox().calls.reset();
  let passes = 0;
  await waitUntil(
    async () => {
      passes += 1;
      return !(await service.look()).more;
    },
    { limitMs: 150_000 },
  );
  expect(passes).toBe(11);
  expect(sandbox().calls.count()).toBe(10 + 1);
  expect(sandbox().calls.count(KEYS)).toBe(10);
  const settled = await db().collection('orders').find({ state: 'paid' }).toArray();
  expect(settled.map(({ _id }) => String(_id)).toSorted()).toEqual(paid.toSorted());
}, 180_000);

describe('what i’mport answers', () => {
  test('all attempts of an order are recorded, not only the newest', async () => {
    const service = instance();
    const uid = await service.order();
    const paidOne = pay(uid, { started_at: 1_000 });
    pay(uid, { status: 'failed', started_at: 2_000 });
    wait(MINUTE);
    await service.look();
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: paidOne });
    expect((await stored(uid))?.payments).toHaveLength(2);
  });

  test('a second payment of one order is recorded as a duplicate', async () => {
    const service = instance();
    const uid = await service.order();
    pay(uid);
    pay(uid);
    wait(MINUTE);
    await service.look();
    expect(await stored(uid)).toMatchObject({
      state: 'paid',
      attention: [{ reason: 'duplicate', source: 'reconcile' }],
    });
  });

  test('a payment of the test channel is recorded and refused in live mode, once', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid, { sandbox: true });
    for (const pause of [1, 3]) {
      wait(pause * MINUTE);
      await service.look();
    }
    expect(await stored(uid)).toMatchObject({
      state: 'pending',
      paidBy: null,
      payments: [],
      attention: [{ reason: 'testChannel', source: 'reconcile', impUid }],
    });
    expect(await told(uid)).toEqual(['payment.attention']);
  });

  test('an unreadable payment does not hide the others', async () => {
    const service = instance();
    const [good, bad] = [await service.order(), await service.order()];
    pay(good);
    sandbox().payments.distort(pay(bad), { amount: 'a lot' });
    wait(MINUTE);
    await service.look();
    expect((await stored(good))?.state).toBe('paid');
    expect(await stored(bad)).toMatchObject({ state: 'pending', queues: { poll: { step: 1 } } });
    expect(service.lines).toContainEqual(
      expect.objectContaining({ merchant_uid: bad, problem: 'amount invalid_type' }),
    );
  });

  test('an older report never overwrites a newer one', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid, { status: 'ready' });
    wait(MINUTE);
    sandbox().faults.set({ kind: 'hold', route: KEYS, when: 'after' });
    const looking = service.look();
    await sandbox().faults.untilHeld(1);
    sandbox().payments.approve(impUid);
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'webhook' });
    sandbox().faults.clear();
    await looking;
    expect(await stored(uid)).toMatchObject({ state: 'paid', payments: [{ status: 'paid', source: 'webhook' }] });
  });

  test('an order is looked up alone when the answer lacks a recorded payment', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = pay(uid, { status: 'failed' });
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'callback' });
    sandbox().payments.distort(impUid, { imp_uid: 'imp_000000000000', merchant_uid: uid });
    wait(MINUTE);
    await service.look();
    expect([sandbox().calls.count(ALL), sandbox().calls.count(PAID)]).toEqual([1, 1]);
  });
});

describe('an order past its deadline', () => {
  const HALF_HOUR = 30 * MINUTE;
  const GRACE = 2 * MINUTE;

  test('is looked up once more, alone, and expires', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    for (let due = await dueIn(uid); due !== null; due = await dueIn(uid)) {
      expect(now().getTime() + due).toBeLessThanOrEqual(Date.parse('2026-11-21T01:32:00Z'));
      wait(due);
      await service.look();
    }
    expect(now().toISOString()).toBe('2026-11-21T01:32:00.000Z');
    expect(await stored(uid)).toMatchObject({
      state: 'expired',
      history: [{ from: 'pending', to: 'expired', source: 'reconcile', impUid: null }],
    });
    expect(await told(uid)).toEqual(['order.expired']);
    expect([sandbox().calls.count(ALL), sandbox().calls.count(PAID)]).toEqual([1, 1]);
  });

  test('is settled, not expired, by a payment that only the last look-up shows', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    const impUid = pay(uid);
    // Lists may show one attempt of several (§3); these show none.
    sandbox().faults.set({ kind: 'status', status: 404, route: KEYS });
    sandbox().faults.set({ kind: 'status', status: 404, route: ALL });
    wait(HALF_HOUR + GRACE);
    await service.look();
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid });
  });

  test.each([
    ['does not answer', { kind: 'status', status: 503, route: ALL }],
    ['fails to answer `find/…/paid`', { kind: 'status', status: 500, route: PAID }],
    ['answers with something that is not JSON', { kind: 'html', route: PAID }],
  ] as const)('does not expire while i’mport %s, and expires afterwards', async (_name, fault) => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    wait(HALF_HOUR + GRACE);
    sandbox().faults.set(fault);
    await service.look();
    expect((await stored(uid))?.state).toBe('pending');
    sandbox().faults.clear();
    wait(DAY);
    await service.look();
    expect((await stored(uid))?.state).toBe('expired');
  });

  test('does not expire while one of its payments cannot be read', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    sandbox().payments.distort(pay(uid), { cancel_amount: null });
    wait(HALF_HOUR + GRACE);
    await service.look();
    expect((await stored(uid))?.state).toBe('pending');
  });

  test('does not expire while it holds a payment of a wrong amount: a person decides', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    pay(uid, { amount: 100 });
    wait(HALF_HOUR + GRACE);
    await service.look();
    expect(await stored(uid)).toMatchObject({ state: 'pending', attention: [{ reason: 'amountDiffers' }] });
  });

  test('a payment of the test channel does not keep it open', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    pay(uid, { sandbox: true });
    wait(HALF_HOUR + GRACE);
    await service.look();
    expect(await stored(uid)).toMatchObject({ state: 'expired', attention: [{ reason: 'testChannel' }] });
  });

  test('a deposit between the last look-up and the write wins', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    const impUid = pay(uid, { status: 'ready' });
    wait(MINUTE);
    await service.look();
    wait(HALF_HOUR + GRACE);
    sandbox().faults.set({ kind: 'hold', route: PAID, when: 'after' });
    const looking = service.look();
    await sandbox().faults.untilHeld(1);
    sandbox().payments.change(impUid, {
      status: 'paid',
      paid_at: Date.parse('2026-11-21T01:29:59Z') / 1000,
      pay_method: 'card',
    });
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'webhook' });
    sandbox().faults.clear();
    await looking;
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid });
    expect(await told(uid)).toEqual(['order.paid']);
  });

  test('a payment made in time that is reported after that still settles it', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(HALF_HOUR) });
    wait(HALF_HOUR + GRACE);
    await service.look();
    const impUid = pay(uid, { paid_at: Date.parse('2026-11-21T01:29:59Z') / 1000 });
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'webhook' });
    expect((await stored(uid))?.history.map(({ to }) => to)).toEqual(['expired', 'paid']);
  });
});

describe('a virtual account', () => {
  test('prolongs its order to its own deadline, which the same write stores in the queue', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '0' });
    const uid = await service.order({ expiresAt: later(HOUR) });
    const impUid = account(uid, later(3 * DAY));
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'callback' });
    const ends = [];
    for (let due = await dueIn(uid); due !== null; due = await dueIn(uid)) {
      wait(due);
      await service.look();
      ends.push((await stored(uid))?.state);
    }
    expect(ends.slice(0, -1).every((state) => state === 'ready')).toBe(true);
    expect(ends.at(-1)).toBe('expired');
    expect(now().toISOString()).toBe('2026-11-24T01:02:00.000Z');
    expect(await stored(uid)).toMatchObject({ virtualAccount: null, history: [{ to: 'ready' }, { to: 'expired' }] });
  });

  test('issued late in the poll schedule moves the next poll forward, even during a poll', async () => {
    const service = instance();
    const uid = await service.order();
    for (const pause of [1, 3, 10, 60]) {
      wait(pause * MINUTE);
      if (pause < 60) await service.look();
    }
    sandbox().faults.set({ kind: 'hold', route: KEYS, when: 'after' });
    const looking = service.look();
    await sandbox().faults.untilHeld(1);
    const impUid = account(uid, later(2 * HOUR));
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'webhook' });
    sandbox().faults.clear();
    await looking;
    expect(await dueIn(uid)).toBe(MINUTE);
  });

  test('a deposit without a report is found by the next poll', async () => {
    const service = instance();
    const uid = await service.order();
    const impUid = account(uid, later(DAY));
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'callback' });
    wait(MINUTE);
    sandbox().payments.deposit(impUid);
    await service.look();
    expect(await stored(uid)).toMatchObject({ state: 'paid', paidBy: impUid });
  });

  test('raises no attention after its order expired', async () => {
    const service = instance();
    const uid = await service.order({ expiresAt: later(MINUTE) });
    const impUid = account(uid, later(HOUR));
    wait(MINUTE);
    await service.look();
    wait(HOUR + 2 * MINUTE);
    await service.look();
    expect((await stored(uid))?.state).toBe('expired');
    const verdict = await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'webhook' });
    expect(verdict).toMatchObject({ outcome: 'orderClosed' });
    expect(await stored(uid)).toMatchObject({ state: 'expired', attention: [] });
  });

  test('of a settled order is polled until no deposit can arrive any more', async () => {
    const service = instance();
    const uid = await service.order();
    const second = account(uid, later(DAY));
    await service.services.verifyPayment({ impUid: second, merchantUid: uid, source: 'callback' });
    await service.services.verifyPayment({ impUid: pay(uid), merchantUid: uid, source: 'callback' });
    wait(MINUTE);
    await service.look();
    expect(await dueIn(uid)).not.toBeNull();
    sandbox().payments.deposit(second);
    wait(DAY);
    await service.look();
    const reasons = (await stored(uid))?.attention.map(({ reason, reported }) => [reason, reported?.status]);
    // The open account was about to be revoked, so it needed no attention.
    expect(reasons).toEqual([['duplicate', 'paid']]);
    wait(DAY);
    await service.look();
    expect(await dueIn(uid)).toBeNull();
  });
});

describe('the reminder', () => {
  const texts = async (merchantUid: string) =>
    ((await stored(merchantUid))?.outbox ?? []).flatMap(({ message }) => (message.channel === 'sms' ? [message] : []));

  async function issue(service: ReturnType<typeof instance>, lifeMs: number, tel?: string | null) {
    const uid = await service.order(tel === undefined ? {} : { tel });
    const impUid = account(uid, later(lifeMs));
    await service.services.verifyPayment({ impUid, merchantUid: uid, source: 'callback' });
    return { uid, impUid };
  }
  async function runUntil(service: ReturnType<typeof instance>, uid: string, end: Date): Promise<void> {
    for (let due = await dueIn(uid); due !== null && now().getTime() + due <= end.getTime(); due = await dueIn(uid)) {
      wait(Math.max(due, 0));
      await service.look();
    }
  }

  test('goes out once, so many hours before the deadline', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '24' });
    const { uid } = await issue(service, 3 * DAY);
    await runUntil(service, uid, new Date('2026-11-23T00:59:59Z'));
    expect(await texts(uid)).toHaveLength(1);
    await runUntil(service, uid, new Date('2026-11-23T01:00:00Z'));
    expect(await texts(uid)).toEqual([
      expect.objectContaining({ text: expect.stringContaining('[가상계좌 안내]') as string }),
      {
        channel: 'sms',
        to: '010-1234-5678',
        text: expect.stringMatching(
          /^\[가상계좌 입금기한 안내\]\n의자\n[^]*입금기한: 2026\.11\.24 10:00 \(한국시간\)/,
        ) as string,
      },
    ]);
    await runUntil(service, uid, later(10 * DAY));
    expect(await texts(uid)).toHaveLength(2);
    // The order has no deadline of its own, so another payment may still settle it.
    expect((await stored(uid))?.state).toBe('ready');
  });

  test('is not sent when the look-up before it finds the deposit', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '24' });
    const { uid, impUid } = await issue(service, 3 * DAY);
    sandbox().payments.deposit(impUid);
    wait(2 * DAY);
    await service.look();
    const sent = (await texts(uid)).map((message) => ('text' in message ? message.text.split('\n')[0] : ''));
    expect(sent).toEqual(['[가상계좌 안내]', '[입금 확인]']);
    expect((await stored(uid))?.state).toBe('paid');
  });

  test('waits for half of a short account’s time', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '24' });
    const { uid } = await issue(service, 4 * HOUR);
    await runUntil(service, uid, later(2 * HOUR - MINUTE));
    expect(await texts(uid)).toHaveLength(1);
    await runUntil(service, uid, new Date('2026-11-21T03:00:00Z'));
    expect(await texts(uid)).toHaveLength(2);
  });

  test.each([
    ['switched off', { VBANK_REMINDER_HOURS: '0' }, undefined, 1],
    ['without a phone number', { VBANK_REMINDER_HOURS: '24' }, null, 0],
  ])('is not sent when %s', async (_name, settings, tel, messages) => {
    const service = instance(settings);
    const { uid } = await issue(service, 3 * DAY, tel);
    await runUntil(service, uid, later(10 * DAY));
    expect(await texts(uid)).toHaveLength(messages);
  });

  test('is not sent after the deadline', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '24' });
    const { uid } = await issue(service, 3 * DAY);
    wait(3 * DAY);
    await service.look();
    expect(await texts(uid)).toHaveLength(1);
  });

  test('is sent by only one of ten passes that hold the order', async () => {
    const service = instance({ VBANK_REMINDER_HOURS: '24' });
    const { uid, impUid } = await issue(service, 3 * DAY);
    const order = (await service.services.readOrder(uid))!;
    wait(2 * DAY);
    const deps = { ...service.services.verification, reminderMs: DAY };
    const reminded = await Promise.all(Array.from({ length: 10 }, () => remindBuyer(deps, order)));
    expect(reminded.map(({ remindedOf }) => remindedOf)).toEqual(Array(10).fill([impUid]));
    expect(await texts(uid)).toHaveLength(2);
  });
});

describe('several instances', () => {
  test('share the orders: each is looked up once', async () => {
    const [a, b] = [instance(), instance()];
    const uids = await Promise.all(Array.from({ length: 150 }, () => a.order()));
    uids.forEach((uid) => pay(uid));
    wait(MINUTE);
    const passes = [];
    for (let round = 0; round < 3; round += 1) passes.push(...(await Promise.all([a.look(), b.look()])));
    const asked = sandbox()
      .calls.list()
      .filter(({ route }) => route === KEYS);
    expect(asked.length).toBeLessThanOrEqual(4);
    const documents = await Promise.all(uids.map(stored));
    expect(documents.every((document) => document?.state === 'paid' && document.outbox.length === 1)).toBe(true);
  });

  test('when one crashes with its claim, another one takes the orders after the lease', async () => {
    const service = instance();
    const uid = await service.order();
    pay(uid);
    wait(MINUTE);
    const dead = { now: now(), leaseMs: 3 * MINUTE, limit: 100 };
    expect(await createReconcileQueue(connection()).claimDue(dead)).toHaveLength(1);
    wait(3 * MINUTE - 1);
    await service.look();
    expect((await stored(uid))?.state).toBe('pending');
    wait(1);
    await service.look();
    expect((await stored(uid))?.state).toBe('paid');
  });

  test('one whose lease has run out writes nothing', async () => {
    const uid = await instance().order();
    const queue = createReconcileQueue(connection());
    wait(MINUTE);
    const [slow] = await queue.claimDue({ now: now(), leaseMs: MINUTE, limit: 10 });
    wait(MINUTE);
    const [quick] = await queue.claimDue({ now: now(), leaseMs: MINUTE, limit: 10 });
    await queue.finish([{ claimed: slow!, next: null }]);
    expect((await stored(uid))?.queues.poll).toMatchObject({ lease: quick?.lease });
    await queue.finish([{ claimed: quick!, next: { dueAt: later(HOUR), step: 7, isUrgent: false } }]);
    expect((await stored(uid))?.queues.poll).toEqual({ dueAt: later(HOUR), step: 7, isUrgent: false });
  });
});

describe('an outage of i’mport', () => {
  test('uses up no step of the poll schedule and pauses the passes, which catch up afterwards', async () => {
    const service = instance();
    const uid = await service.order();
    wait(MINUTE);
    const fault = sandbox().faults.set({ kind: 'status', status: 503, route: KEYS });
    await service.look();
    const before = await stored(uid);
    expect(before?.queues.poll).toEqual({ dueAt: now(), step: 0, isUrgent: true });
    const calls = sandbox().calls.count();
    await service.look();
    expect(sandbox().calls.count()).toBe(calls);
    for (let minute = 0; minute < 6 * 60; minute += 5) {
      wait(5 * MINUTE);
      if (minute % 60 === 0) await service.look();
    }
    expect((await stored(uid))?.queues.poll).toMatchObject({ step: 0 });
    const late = await service.order();
    pay(uid);
    pay(late);
    sandbox().faults.remove(fault);
    // The circuit breaker of the client has its own clock.
    await waitUntil(
      async () => {
        wait(MINUTE);
        await service.look();
        return (await stored(uid))?.state === 'paid' && (await stored(late))?.state === 'paid';
      },
      { pauseMs: 100 },
    );
  }, 60_000);

  test('one order about which i’mport does not answer does not delay the others', async () => {
    const service = instance();
    const silent = await service.order({ expiresAt: later(MINUTE) });
    const other = await service.order({ expiresAt: later(MINUTE - 1) });
    sandbox().faults.set({ kind: 'status', status: 500, route: ALL, merchantUid: silent });
    wait(3 * MINUTE);
    await service.look();
    wait(10_000);
    await service.look();
    expect([(await stored(silent))?.state, (await stored(other))?.state]).toEqual(['pending', 'expired']);
  }, 30_000);

  test('with wrong API keys uses up no step of the poll schedule either', async () => {
    const service = instance({ IAMPORT_API_SECRET: 'wrong' });
    const uid = await service.order();
    wait(MINUTE);
    await service.look();
    expect((await stored(uid))?.queues.poll).toMatchObject({ step: 0 });
  });
});

test('the call budget of a minute ends a pass, and uses up no step of the poll schedule', async () => {
  const service = instance({ RECONCILE_CALLS_PER_MINUTE: '10' });
  const uids = await Promise.all(Array.from({ length: 6 }, () => service.order({ expiresAt: later(MINUTE) })));
  wait(3 * MINUTE);
  expect(await service.look()).toEqual({ more: false });
  await service.look();
  const states = await Promise.all(uids.map(async (uid) => (await stored(uid))?.state));
  expect(states.toSorted()).toEqual([...Array<string>(4).fill('expired'), 'pending', 'pending']);
  expect(sandbox().calls.count()).toBe(10 + 1);
  for (const uid of uids) expect((await stored(uid))?.queues.poll?.step ?? 0).toBe(0);
});

test('urgent orders, new or near their deadline, are polled before a backlog, which gets its share too', async () => {
  const service = instance();
  const queue = createReconcileQueue(connection());
  const due = async (uid: string, minutesAgo: number, isUrgent: boolean) => {
    const poll = { dueAt: later(-minutesAgo * MINUTE), step: isUrgent ? 0 : 5, isUrgent };
    await db()
      .collection<{ _id: string }>('orders')
      .updateOne({ _id: uid }, { $set: { 'queues.poll': poll } });
    return uid;
  };
  const backlog: string[] = [];
  for (let n = 0; n < 12; n += 1) backlog.push(await due(await service.order(), 1000 - n, false));
  const young: string[] = [];
  for (let n = 0; n < 12; n += 1) young.push(await due(await service.order(), n, true));
  const taken = await queue.claimDue({ now: now(), leaseMs: MINUTE, limit: 8 });
  expect(taken.map(({ order }) => order.merchantUid).toSorted()).toEqual(
    [...young.slice(0, 6), ...backlog.slice(0, 2)].toSorted(),
  );
});

test('a database failure during a pass is no outage of i’mport, and leaves the orders to their lease', async () => {
  const service = instance();
  const uid = await service.order();
  pay(uid);
  wait(MINUTE);
  const { verification } = service.services;
  const { changeOrder } = verification;
  const down = () => Promise.reject(new CheckoutError('unavailable', 'database'));
  Object.assign(verification, { changeOrder: down });
  await expect(service.look()).rejects.toMatchObject({ message: 'database' });
  Object.assign(verification, { changeOrder });
  await service.look();
  expect((await stored(uid))?.state).toBe('pending');
  wait(3 * MINUTE);
  await service.look();
  expect((await stored(uid))?.state).toBe('paid');
});
