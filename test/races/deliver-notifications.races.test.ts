import { deliverNotifications, type DeliverNotificationsDeps } from '../../src/services/deliver-notifications';
import { createOutbox } from '../../src/store/outbox';
import { atCall, momentsOf } from '../support/at-call';
import { aroundCommands, atCommand } from '../support/at-command';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const LEASE_MS = 60_000;
const MINUTES = 60_000;

/** One order, paid, with its account and its notifications, and as many instances that deliver them as one likes. */
async function setUp() {
  await track.db().collection('orders').deleteMany({});
  const merchantUid = await track.order();
  const impUid = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  const verify = () => track.verify(track.verifyDeps(), { impUid, merchantUid, road: 'webhook' });
  track.sandbox().payments.issueVirtualAccount(impUid);
  await verify();
  track.sandbox().payments.deposit(impUid);
  await verify();
  const clock = { ms: Date.now() + 1_000 };
  const carried: string[] = [];
  const arrivals = { fail: 0 };
  const carry = async (_message: unknown, id: string) => {
    if (arrivals.fail-- > 0) throw new Error('the carrier is down');
    carried.push(id);
  };
  const deps = (): DeliverNotificationsDeps => ({
    outbox: createOutbox(track.connection()),
    carriers: { sms: carry, shop: carry, customerRecord: carry },
    now: () => new Date(clock.ms),
    random: () => 0,
    withinTimeLimit: (work) => work(),
    leaseMs: LEASE_MS,
    batchSize: 10,
    retry: { firstDelayMs: 5_000, maxDelayMs: MINUTES },
    onFailure: () => undefined,
  });
  const entries = async () => (await track.stored(merchantUid)).outbox;
  /** Time passes, and passes run, until nothing is left. */
  const drain = async () => {
    for (let round = 0; round < 10; round += 1) {
      await deliverNotifications(deps());
      clock.ms += 5 * MINUTES;
    }
  };
  return { merchantUid, deps, clock, carried, arrivals, entries, drain };
}

async function problemsOf({ carried, entries, drain, merchantUid }: Awaited<ReturnType<typeof setUp>>) {
  await drain();
  const stored = await entries();
  const undelivered = stored.filter(({ deliveredAt }) => deliveredAt === null).map(({ id }) => `${id} is left`);
  const foreign = carried.filter((id) => !stored.some((entry) => entry.id === id)).map((id) => `${id} is nobody's`);
  const unseen = stored.filter(({ id }) => !carried.includes(id)).map(({ id }) => `${id} was never carried`);
  return [...undelivered, ...foreign, ...unseen, ...(await track.problems(merchantUid))];
}

test('two instances, one running a whole pass at every await of the other: each message is carried once', async () => {
  const quiet = await setUp();
  const moments = await momentsOf(quiet.deps(), (deps) => deliverNotifications(deps));
  expect(moments.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['outbox.claimDue', 'carriers.shop', 'carriers.sms', 'outbox.markDelivered']),
  );
  expect(quiet.carried).toHaveLength(4);

  for (const moment of moments) {
    const raced = await setUp();
    const { deps, hasCome } = atCall(raced.deps(), moment, () => deliverNotifications(raced.deps()));
    await deliverNotifications(deps);
    const carried = raced.carried.length;
    const found = { moment, hasCome: hasCome(), carried, problems: await problemsOf(raced) };
    expect(found).toEqual({ moment, hasCome: true, carried: 4, problems: [] });
  }
});

test('two instances, one running a whole pass at every command that the other sends: each message is carried once', async () => {
  const quiet = await setUp();
  const commands: string[] = [];
  await aroundCommands(
    async (name, command) => (commands.push(name), command()),
    () => deliverNotifications(quiet.deps()),
  );
  expect(commands.length).toBeGreaterThan(quiet.carried.length);

  for (const command of commands.keys()) {
    for (const when of ['before', 'after'] as const) {
      const raced = await setUp();
      await atCommand(
        { command: command + 1, when },
        () => deliverNotifications(raced.deps()),
        () => deliverNotifications(raced.deps()),
      );
      const carried = raced.carried.length;
      const found = { command: command + 1, when, carried, problems: await problemsOf(raced) };
      expect(found).toEqual({ command: command + 1, when, carried: 4, problems: [] });
    }
  }
});

test('an instance whose lease runs out at any await loses it: what it says afterwards overwrites nothing', async () => {
  const quiet = await setUp();
  const moments = await momentsOf(quiet.deps(), (deps) => deliverNotifications(deps));
  for (const moment of moments) {
    const raced = await setUp();
    const { deps, hasCome } = atCall(raced.deps(), moment, async () => {
      raced.clock.ms += LEASE_MS + 1;
      await deliverNotifications(raced.deps());
    });
    await deliverNotifications(deps);
    const found = { moment, hasCome: hasCome(), problems: await problemsOf(raced) };
    expect(found).toEqual({ moment, hasCome: true, problems: [] });
  }
});

test('a carrier that fails while the lease has passed on takes nothing back', async () => {
  const quiet = await setUp();
  quiet.arrivals.fail = 4;
  const moments = await momentsOf(quiet.deps(), (deps) => deliverNotifications(deps));
  expect(moments.map(({ name }) => name)).toContain('outbox.postpone');
  for (const moment of moments.filter(({ name }) => name !== 'carriers.shop')) {
    const raced = await setUp();
    raced.arrivals.fail = 4;
    const { deps } = atCall(raced.deps(), moment, async () => {
      raced.arrivals.fail = 0;
      raced.clock.ms += LEASE_MS + 1;
      await deliverNotifications(raced.deps());
    });
    await deliverNotifications(deps);
    expect({ moment, problems: await problemsOf(raced) }).toEqual({ moment, problems: [] });
  }
});

test('an instance that dies at any await leaves everything to the next', async () => {
  const quiet = await setUp();
  const moments = await momentsOf(quiet.deps(), (deps) => deliverNotifications(deps));
  for (const moment of moments) {
    const raced = await setUp();
    const { deps } = atCall(raced.deps(), moment, () => Promise.reject(new Error('killed')));
    await deliverNotifications(deps).catch(() => undefined);
    expect({ moment, problems: await problemsOf(raced) }).toEqual({ moment, problems: [] });
  }
});
