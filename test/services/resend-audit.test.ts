import { mongo } from 'mongoose';
import { resendMessage, resendOrder } from '../../src/services/resend-messages';
import { resendPeriod } from '../../src/services/resend-period';
import type { AuditDocument } from '../../src/store/audit.model';
import type { ResendDocument } from '../../src/store/resend.model';
import { ACTOR } from '../support/actor';
import { useResends } from '../support/resends';

/** Who asked for a resend: stored in one write with it. */
const resends = useResends();
const { delivery, setUp, storeTold, AT } = resends;
const never = new AbortController().signal;
const audit = () => delivery.connection().collection<AuditDocument>('audit');
beforeEach(() => audit().deleteMany({}));

const by = { actor: ACTOR, reason: '고객 010-1234-5678 문의' };
const entriesOf = async (merchantUid: string) =>
  (await delivery.outbox(merchantUid)).flatMap(({ message }) => (message.channel === 'audit' ? [message.entry] : []));

test.each<[string, (it: ReturnType<typeof setUp>) => Promise<unknown>, object]>([
  ['an event', (it) => resendMessage(it.deps, 'a_12', by), { notification_id: 'a_12' }],
  ['the events of an order', (it) => resendOrder(it.deps, 'a', { from: null, to: null }, by), {}],
])('the write that puts %s back stores who asked', async (_what, resend, details) => {
  await storeTold('a', 12, 13);
  const it = setUp();
  const updates = jest.spyOn(mongo.Collection.prototype, 'updateOne');
  await resend(it);
  expect(updates).toHaveBeenCalledTimes(1);
  updates.mockRestore();
  expect(await entriesOf('a')).toMatchObject([
    { action: 'resend', actor: ACTOR.name, operator: ACTOR.operator, merchantUid: 'a', details },
  ]);
  const [{ reason } = { reason: '' }] = await entriesOf('a');
  expect(reason).toMatch(/^고객 [*-]+678 문의$/);
  expect(await delivery.place('audit', 'a')).toEqual({ dueAt: it.clock.now });
});

test('a resend that loses a race is recorded once, with its events in their positions', async () => {
  await storeTold('a', 11, 12, 13);
  const it = setUp();
  const { findOrder } = it.deps;
  let reads = 0;
  const findThenLose = async (merchantUid: string) => {
    const found = await findOrder(merchantUid);
    if ((reads += 1) === 1) await delivery.add('a', { id: 'came-meanwhile' });
    return found;
  };
  await resendMessage({ ...it.deps, findOrder: findThenLose }, 'a_12', by);
  expect(reads).toBe(2);
  expect(await entriesOf('a')).toHaveLength(1);
  const open = (await delivery.outbox('a')).filter(({ deliveredAt }) => deliveredAt === null);
  expect(open.map(({ id }) => id).slice(0, 2)).toEqual(['a_12', 'came-meanwhile']);
});

test('what puts nothing back is not recorded', async () => {
  await storeTold('a', 12);
  const it = setUp();
  await resendMessage(it.deps, 'a_12', by);
  await resendMessage(it.deps, 'a_12', by);
  await resendMessage(it.deps, 'a_99', by);
  await resendOrder(it.deps, 'a', { from: null, to: null }, by);
  expect(await entriesOf('a')).toHaveLength(1);
});

describe('a resend of a period', () => {
  const stored = () => delivery.connection().collection<ResendDocument>('resends').findOne({ _id: 'r-1' });

  test('is stored with who asked, and the first step copies that into the audit log', async () => {
    const it = setUp();
    await it.request('r-1', undefined, by);
    expect((await stored())?.audit).toMatchObject({ action: 'resend', actor: ACTOR.name, operator: ACTOR.operator });
    expect(await audit().countDocuments({})).toBe(0);
    await it.run();
    expect(await audit().find().toArray()).toMatchObject([
      { action: 'resend', actor: ACTOR.name, merchantUid: null, at: AT(60), details: { request_id: 'r-1' } },
    ]);
    expect(await stored()).not.toHaveProperty('audit');
  });

  test('whose step dies after the copy is in the log once', async () => {
    const it = setUp();
    await it.request('r-1', undefined, by);
    const lost = setUp({ resends: { ...it.resends, advance: () => Promise.reject(new Error('killed')) } });
    await expect(resendPeriod(lost.deps, never)).rejects.toThrow('killed');
    expect(await audit().countDocuments({})).toBe(1);
    it.clock.now = AT(62);
    await it.run();
    expect(await audit().countDocuments({})).toBe(1);
  });

  test('that is repeated, or refused, is not recorded again', async () => {
    const it = setUp();
    await it.request('r-1', undefined, by);
    await it.request('r-1', undefined, by);
    await it.request('r-1', { from: AT(11), to: AT(12) }, by);
    await it.run();
    expect(await audit().countDocuments({})).toBe(1);
  });
});
