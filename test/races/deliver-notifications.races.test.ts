import { CHANNELS } from '../../src/domain/outbox';
import { atCall, momentsOf } from '../support/at-call';
import { aroundCommands, atCommand } from '../support/at-command';
import {
  createDeliveryTrack,
  deliverAll,
  ENTRIES,
  LEASE_MS,
  problemsOf as findProblems,
  type DeliveryTrack,
} from './create-delivery-track';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();

/** One paid order with its account and its notifications, and any number of instances that deliver them. */
async function setUp(options: { readonly maxTries?: number } = {}) {
  const made = await createDeliveryTrack(track, options);
  await made.pay(made.verify);
  return made;
}

const problemsOf = (raced: DeliveryTrack) => findProblems(track, raced);

/** All moments but the pauses: the claim after a pause also follows the end of a delivery. */
async function momentsOfDelivery(quiet: Awaited<ReturnType<typeof setUp>>) {
  const moments = await momentsOf(quiet.deps(), deliverAll);
  return moments.filter(({ name }) => name !== 'pause');
}

/** How often a pass claims again while it delivers depends on speed; each carrier's pass claims once in any case. */
const isCertain = ({ name, call }: Awaited<ReturnType<typeof momentsOfDelivery>>[number]) =>
  name !== 'outbox.claimDue' || call <= CHANNELS.length;

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
