import { CHANNELS } from '../../src/domain/outbox';
import { deliverNotifications, type DeliverNotificationsDeps } from '../../src/services/deliver-notifications';
import { createOrders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { atCall, momentsOf } from '../support/at-call';
import { aroundCommands, atCommand } from '../support/at-command';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const LEASE_MS = 60_000;
const MINUTES = 60_000;
/** Two events for the shop, two text messages, one copy for the customer's record. */
const ENTRIES = 5;

/** One pass of each channel, as the three workers run them. */
async function deliverAll(deps: DeliverNotificationsDeps): Promise<void> {
  for (const channel of CHANNELS) {
    await deliverNotifications(deps, channel, new AbortController().signal);
  }
}

/** One paid order with its account and its notifications, and any number of instances that deliver them. */
async function setUp({ maxTries = 60 } = {}) {
  let made = 0;
  await track.clear();
  const merchantUid = await track.order();
  const impUid = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  const verify = () => track.verify(track.verifyDeps(), { impUid, merchantUid, source: 'webhook' });
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
    findOrder: createOrders(track.connection(), { pollSoonMs: 60_000 }).findOrder,
    carriers: { sms: carry, shop: carry, customerRecord: carry },
    now: () => new Date(clock.ms),
    random: () => 0,
    newId: () => `made-${(made += 1)}`,
    // Only the end of a delivery causes the next claim, so the moments are always the same.
    pause: () => new Promise(() => undefined),
    pauseMs: 1_000,
    withinTimeLimit: (work) => work(),
    leaseMs: LEASE_MS,
    concurrency: { shop: 2, sms: 2, customerRecord: 2 },
    retry: { firstDelayMs: 5_000, maxDelayMs: MINUTES, maxTries },
    onFailure: () => undefined,
    onDeadLetter: () => undefined,
  });
  const entries = async () => (await track.stored(merchantUid)).outbox;
  /** Lets time pass and runs passes until nothing is left. */
  const drain = async () => {
    for (let round = 0; round < 10; round += 1) {
      await deliverAll(deps());
      clock.ms += 5 * MINUTES;
    }
  };
  return { merchantUid, deps, clock, carried, arrivals, entries, drain };
}

/** All moments but the pauses: the claim after a pause also follows the end of a delivery. */
async function momentsOfDelivery(quiet: Awaited<ReturnType<typeof setUp>>) {
  const moments = await momentsOf(quiet.deps(), deliverAll);
  return moments.filter(({ name }) => name !== 'pause');
}

/** How often a pass claims again while it delivers depends on speed; each carrier's pass claims once in any case. */
const isCertain = ({ name, call }: Awaited<ReturnType<typeof momentsOfDelivery>>[number]) =>
  name !== 'outbox.claimDue' || call <= CHANNELS.length;

async function problemsOf({ carried, drain, merchantUid }: Awaited<ReturnType<typeof setUp>>) {
  const { outbox, attention } = await drain().then(() => track.stored(merchantUid));
  const stored = outbox.filter(({ deadAt }) => deadAt === undefined);
  const dead = outbox.filter(({ deadAt }) => deadAt !== undefined).map(({ id }) => id);
  const raised = attention.flatMap(({ notificationId }) => notificationId ?? []);
  const undelivered = stored.filter(({ deliveredAt }) => deliveredAt === null).map(({ id }) => `${id} is left`);
  const foreign = carried.filter((id) => !outbox.some((entry) => entry.id === id)).map((id) => `${id} is nobody's`);
  const outOfTurn = (['shop', 'sms'] as const).flatMap((channel) => {
    const wanted = stored.filter(({ message }) => message.channel === channel).map(({ id }) => id);
    const found = [...new Set(carried)].filter((id) => wanted.includes(id));
    return wanted.join() === found.join() ? [] : [`${channel}: ${found.join()} instead of ${wanted.join()}`];
  });
  const unseen = stored.filter(({ id }) => !carried.includes(id)).map(({ id }) => `${id} was never carried`);
  const untold = dead.sort().join() === raised.sort().join() ? [] : [`${dead.join()} died, told of ${raised.join()}`];
  return [...undelivered, ...outOfTurn, ...untold, ...foreign, ...unseen, ...(await track.problems(merchantUid))];
}

test('two instances, one running a whole pass at every await of the other: each message is carried once', async () => {
  const quiet = await setUp();
  const moments = await momentsOfDelivery(quiet);
  expect(moments.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['outbox.claimDue', 'carriers.shop', 'carriers.sms', 'outbox.markDelivered']),
  );
  expect(quiet.carried).toHaveLength(ENTRIES);

  for (const moment of moments) {
    const raced = await setUp();
    const { deps, hasCome } = atCall(raced.deps(), moment, () => deliverAll(raced.deps()));
    await deliverAll(deps);
    const carried = raced.carried.length;
    const found = { moment, hasCome: hasCome() || !isCertain(moment), carried, problems: await problemsOf(raced) };
    expect(found).toEqual({ moment, hasCome: true, carried: ENTRIES, problems: [] });
  }
});

test('two instances, one running a whole pass at every command that the other sends: each message is carried once', async () => {
  const quiet = await setUp();
  const commands: string[] = [];
  await aroundCommands(
    async (name, command) => (commands.push(name), command()),
    () => deliverAll(quiet.deps()),
  );
  expect(commands.length).toBeGreaterThan(quiet.carried.length);

  for (const command of commands.keys()) {
    for (const when of ['before', 'after'] as const) {
      const raced = await setUp();
      await atCommand(
        { command: command + 1, when },
        () => deliverAll(raced.deps()),
        () => deliverAll(raced.deps()),
      );
      const carried = raced.carried.length;
      const found = { command: command + 1, when, carried, problems: await problemsOf(raced) };
      expect(found).toEqual({ command: command + 1, when, carried: ENTRIES, problems: [] });
    }
  }
});

test('an instance whose lease runs out at any await overwrites nothing afterwards', async () => {
  const quiet = await setUp();
  const moments = await momentsOfDelivery(quiet);
  for (const moment of moments) {
    const raced = await setUp();
    const { deps, hasCome } = atCall(raced.deps(), moment, async () => {
      raced.clock.ms += LEASE_MS + 1;
      await deliverAll(raced.deps());
    });
    await deliverAll(deps);
    const found = { moment, hasCome: hasCome() || !isCertain(moment), problems: await problemsOf(raced) };
    expect(found).toEqual({ moment, hasCome: true, problems: [] });
  }
});

test('a delivery that fails after another instance took the lease changes nothing', async () => {
  const quiet = await setUp();
  quiet.arrivals.fail = ENTRIES;
  const moments = await momentsOfDelivery(quiet);
  expect(moments.map(({ name }) => name)).toContain('outbox.postpone');
  for (const moment of moments.filter(({ name }) => name !== 'carriers.shop')) {
    const raced = await setUp();
    raced.arrivals.fail = ENTRIES;
    const { deps } = atCall(raced.deps(), moment, async () => {
      raced.arrivals.fail = 0;
      raced.clock.ms += LEASE_MS + 1;
      await deliverAll(raced.deps());
    });
    await deliverAll(deps);
    expect({ moment, problems: await problemsOf(raced) }).toEqual({ moment, problems: [] });
  }
});

test('after an instance dies at any await, the next one delivers every message', async () => {
  const quiet = await setUp();
  const moments = await momentsOfDelivery(quiet);
  for (const moment of moments) {
    const raced = await setUp();
    const { deps } = atCall(raced.deps(), moment, () => Promise.reject(new Error('killed')));
    await deliverAll(deps).catch(() => undefined);
    expect({ moment, problems: await problemsOf(raced) }).toEqual({ moment, problems: [] });
  }
});

test('a message without a try left is dead-lettered once and releases the next, with another instance at any await', async () => {
  const quiet = await setUp({ maxTries: 1 });
  quiet.arrivals.fail = 1;
  const moments = await momentsOfDelivery(quiet);
  expect(moments.map(({ name }) => name)).toContain('outbox.deadLetter');
  for (const moment of moments) {
    for (const passesMs of [0, LEASE_MS + 1]) {
      const raced = await setUp({ maxTries: 1 });
      raced.arrivals.fail = 1;
      const { deps } = atCall(raced.deps(), moment, async () => {
        raced.clock.ms += passesMs;
        await deliverAll(raced.deps());
      });
      await deliverAll(deps);
      expect({ moment, passesMs, problems: await problemsOf(raced) }).toEqual({ moment, passesMs, problems: [] });
    }
  }
});
