import { createReconcileQueue } from '../../src/store/reconcile-queue';
import { MINUTE, useReconcile } from '../support/reconcile';

/** Rules of `ReconcileQueue.bringForward`. */
const { instance, now, wait, stored, connection, db, pay } = useReconcile();
const queue = () => createReconcileQueue(connection());
const from = (ms: number) => new Date(now().getTime() + ms);
const bring = (uid: string) =>
  queue().bringForward(uid, { now: now(), dueAt: from(20_000), unlessSince: from(-MINUTE) });
const setQueue = (uid: string, poll: Record<string, unknown>) =>
  db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: uid }, { $set: { 'queues.poll': poll } });

test('a later poll is brought forward and keeps its step', async () => {
  const uid = await instance().order();
  await setQueue(uid, { dueAt: from(60 * MINUTE), step: 4, isUrgent: false });
  await bring(uid);
  expect((await stored(uid))?.queues.poll).toEqual({
    dueAt: from(20_000),
    step: 4,
    isUrgent: true,
    broughtForwardAt: now(),
  });
});

test('a poll that is due sooner keeps its time', async () => {
  const uid = await instance().order();
  await setQueue(uid, { dueAt: from(5_000), step: 0, isUrgent: true });
  await bring(uid);
  expect((await stored(uid))?.queues.poll?.dueAt).toEqual(from(5_000));
});

test('a poll under way loses its lease, since it may have asked before the report', async () => {
  const uid = await instance().order();
  wait(MINUTE);
  const [claimed] = await queue().claimDue({ now: now(), leaseMs: MINUTE, limit: 1 });
  await bring(uid);
  await queue().finish([{ claimed: claimed!, next: { dueAt: from(60 * MINUTE), step: 5, isUrgent: false } }]);
  expect((await stored(uid))?.queues.poll).toMatchObject({ dueAt: from(20_000), step: 0 });
});

test('an order whose polls have ended is polled once more', async () => {
  const uid = await instance().order();
  await db()
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: uid }, { $unset: { 'queues.poll': 1 } });
  await bring(uid);
  expect((await stored(uid))?.queues.poll?.dueAt).toEqual(from(20_000));
});

test('a poll is brought forward at most once a minute', async () => {
  const uid = await instance().order();
  const far = { dueAt: from(60 * MINUTE), step: 4, broughtForwardAt: now() };
  await setQueue(uid, far);
  wait(MINUTE - 1);
  await bring(uid);
  expect((await stored(uid))?.queues.poll).toEqual(far);
  wait(1);
  await bring(uid);
  expect((await stored(uid))?.queues.poll?.dueAt).toEqual(from(20_000));
});

test('neither a settled nor an unknown order enters the queue', async () => {
  const service = instance();
  const uid = await service.order();
  pay(uid);
  wait(MINUTE);
  await service.look();
  await bring(uid);
  await bring('nobody');
  expect(await stored(uid)).toMatchObject({ state: 'paid' });
  expect((await stored(uid))?.queues.poll).toBeUndefined();
  expect(await stored('nobody')).toBeNull();
});
