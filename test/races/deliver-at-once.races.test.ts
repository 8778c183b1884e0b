import { atCall, momentsOf, type Moment } from '../support/at-call';
import { aroundCommands, atCommand } from '../support/at-command';
import {
  createDeliveryTrack,
  deliverAll,
  ENTRIES,
  LEASE_MS,
  problemsOf,
  type AtOnceDeps,
  type DeliveryTrack,
} from './create-delivery-track';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const setUp = () => createDeliveryTrack(track);

/** Another instance gets the same report, delivers at once, and runs its passes. */
const otherInstance = (raced: DeliveryTrack) => async () => {
  await raced.verifyAndDeliver(raced.atOnceDeps());
  await deliverAll(raced.deps());
};

/** The buyer's account and deposit, reported to one instance. */
const payAt = (raced: DeliveryTrack) => (deps: AtOnceDeps) => raced.pay(() => raced.verifyAndDeliver(deps));

async function momentsOfPaying(): Promise<Moment[]> {
  const quiet = await setUp();
  const moments = await momentsOf(quiet.atOnceDeps(), payAt(quiet));
  expect(quiet.carried).toHaveLength(ENTRIES);
  return moments.filter(({ name }) => name !== 'deliver.pause');
}

test('messages are claimed by the write that stores them: a delivery needs one more write', async () => {
  const quiet = await setUp();
  const commands: string[] = [];
  await aroundCommands(
    async (name, command) => (commands.push(name), command()),
    () => payAt(quiet)(quiet.atOnceDeps()),
  );
  // A read and a write for each report, and no look for due messages. One command may mark several.
  expect(commands.slice(0, 2)).toEqual(['findOne', 'updateOne']);
  expect(commands.filter((name) => name === 'findOne')).toHaveLength(2);
  expect(commands).not.toContain('find');
  expect(commands.length).toBeLessThanOrEqual(4 + ENTRIES);
  expect(await problemsOf(track, quiet)).toEqual([]);
});

test('two instances, one with the same report at every await of the other: each message is carried once', async () => {
  const moments = await momentsOfPaying();
  expect(moments.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['verify.changeOrder', 'deliver.carriers.shop', 'deliver.outbox.markDelivered']),
  );
  for (const moment of moments) {
    const raced = await setUp();
    const { deps, hasCome } = atCall(raced.atOnceDeps(), moment, otherInstance(raced));
    await payAt(raced)(deps);
    const carried = raced.carried.length;
    const found = { moment, hasCome: hasCome(), carried, problems: await problemsOf(track, raced) };
    expect(found).toEqual({ moment, hasCome: true, carried: ENTRIES, problems: [] });
  }
});

test('two instances, one with the same report at every command of the other: each message is carried once', async () => {
  const quiet = await setUp();
  const commands: string[] = [];
  await aroundCommands(
    async (name, command) => (commands.push(name), command()),
    () => payAt(quiet)(quiet.atOnceDeps()),
  );
  for (const command of commands.keys()) {
    for (const when of ['before', 'after'] as const) {
      const raced = await setUp();
      await atCommand({ command: command + 1, when }, otherInstance(raced), () => payAt(raced)(raced.atOnceDeps()));
      const problems = await problemsOf(track, raced);
      const found = { command: command + 1, when, carried: raced.carried.length, problems };
      expect(found).toEqual({ command: command + 1, when, carried: ENTRIES, problems: [] });
    }
  }
});

test('an instance whose lease runs out at any await overwrites nothing afterwards', async () => {
  for (const moment of await momentsOfPaying()) {
    const raced = await setUp();
    const { deps } = atCall(raced.atOnceDeps(), moment, async () => {
      raced.clock.ms += LEASE_MS + 1_001;
      await deliverAll(raced.deps());
    });
    await payAt(raced)(deps);
    expect({ moment, problems: await problemsOf(track, raced) }).toEqual({ moment, problems: [] });
  }
});

test('after an instance dies at any await, another one delivers every message when the lease ends', async () => {
  for (const moment of await momentsOfPaying()) {
    const raced = await setUp();
    const { deps } = atCall(raced.atOnceDeps(), moment, () => Promise.reject(new Error('killed')));
    await raced.pay(() => raced.verifyAndDeliver(deps).catch(() => undefined));
    await raced.verify();
    expect({ moment, problems: await problemsOf(track, raced) }).toEqual({ moment, problems: [] });
  }
});

test('while an earlier message waits for its retry, a later one is not claimed, and they go out in their order', async () => {
  const raced = await setUp();
  raced.arrivals.fail = ENTRIES;
  await payAt(raced)(raced.atOnceDeps());
  expect(raced.carried).toEqual([]);
  const { outbox } = await track.stored(raced.merchantUid);
  const attempts = (channel: string) => outbox.flatMap((it) => (it.message.channel === channel ? [it.attempts] : []));
  expect({ shop: attempts('shop'), sms: attempts('sms') }).toEqual({ shop: [1, 0], sms: [1, 0] });
  raced.arrivals.fail = 0;
  expect(await problemsOf(track, raced)).toEqual([]);
  expect(raced.carried).toHaveLength(ENTRIES);
});
