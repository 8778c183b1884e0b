import { atCall, momentsOf } from '../support/at-call';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const AMENDED = 50_000;

/** An order with a payment over its first amount, or over the amended one. */
async function setUp(paid: number) {
  const merchantUid = await track.order();
  return { merchantUid, impUid: track.pay(merchantUid, { amount: paid }) };
}

const settled = async (merchantUid: string, impUid: string) => {
  await track.verify(track.verifyDeps(), { impUid, merchantUid, road: 'webhook' });
  return track.problems(merchantUid);
};

describe.each([
  ['the old amount', 64_900],
  ['the new amount', AMENDED],
])('a payment over %s', (_name, paid) => {
  test('falls into an amendment, at every await', async () => {
    const quiet = await setUp(paid);
    const amend = { amount: AMENDED };
    const moments = await momentsOf(track.amendDeps(), (deps) =>
      track.amend(deps, { ...amend, merchantUid: quiet.merchantUid }),
    );
    expect(moments.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['findOrder', 'amendOrder', 'prepareOrder']),
    );

    for (const moment of moments) {
      const { merchantUid, impUid } = await setUp(paid);
      const { deps, hasCome } = atCall(track.amendDeps(), moment, () =>
        track.verify(track.verifyDeps(), { impUid, merchantUid, road: 'callback' }),
      );
      const { result } = await track.amend(deps, { ...amend, merchantUid });
      const { amount } = await track.stored(merchantUid);
      const found = { moment, hasCome: hasCome(), amount, problems: await settled(merchantUid, impUid) };
      expect(found).toEqual({ moment, hasCome: true, amount: result === 'amended' ? AMENDED : 64_900, problems: [] });
    }
  });

  test('is under way when the order is amended, at every await', async () => {
    const quiet = await setUp(paid);
    const report = { impUid: quiet.impUid, merchantUid: quiet.merchantUid, road: 'callback' } as const;
    const moments = await momentsOf(track.verifyDeps(), (deps) => track.verify(deps, report));

    for (const moment of moments) {
      const { merchantUid, impUid } = await setUp(paid);
      const amend = async () => track.amend(track.amendDeps(), { merchantUid, amount: AMENDED });
      const { deps, hasCome } = atCall(track.verifyDeps(), moment, amend);
      const { outcome } = await track.verify(deps, { impUid, merchantUid, road: 'callback' });
      const { amount, paidBy } = await track.stored(merchantUid);
      expect({ moment, hasCome: hasCome(), outcome, paidBy }).toEqual({
        moment,
        hasCome: true,
        outcome: amount === paid ? 'success' : 'forgery',
        paidBy: amount === paid ? impUid : null,
      });
      expect(await settled(merchantUid, impUid)).toEqual([]);
    }
  });
});

test('while an amount is being registered the order is amended, at every await: the last one stands at i’mport', async () => {
  const quiet = await track.order();
  const order = await track.findOrder(quiet);
  const moments = await momentsOf(track.prepareDeps(), (deps) => track.prepare(deps, order));
  expect(moments.map(({ name }) => name)).toEqual(expect.arrayContaining(['prepareAmount', 'markPrepared']));

  for (const moment of moments) {
    const merchantUid = await track.order();
    const { deps, hasCome } = atCall(track.prepareDeps(), moment, () =>
      track.amend(track.amendDeps(), { merchantUid, amount: AMENDED }),
    );
    await track.prepare(deps, await track.findOrder(merchantUid));
    const { preparedAt } = await track.stored(merchantUid);
    const registered = track.sandbox().prepared.get(merchantUid)?.amount;
    const found = { moment, hasCome: hasCome(), registered, isMarked: preparedAt !== null };
    expect(found).toEqual({ moment, hasCome: true, registered: AMENDED, isMarked: true });
  }
});

test('while an order is amended it is amended again, at every await: the amount that is stored stands at i’mport', async () => {
  const quiet = await track.order();
  const moments = await momentsOf(track.amendDeps(), (deps) =>
    track.amend(deps, { merchantUid: quiet, amount: AMENDED }),
  );
  for (const moment of moments) {
    const merchantUid = await track.order();
    const { deps, hasCome } = atCall(track.amendDeps(), moment, () =>
      track.amend(track.amendDeps(), { merchantUid, amount: 40_000 }),
    );
    await track.amend(deps, { merchantUid, amount: AMENDED });
    const { amount } = await track.stored(merchantUid);
    const registered = track.sandbox().prepared.get(merchantUid)?.amount;
    expect({ moment, hasCome: hasCome(), registered }).toEqual({ moment, hasCome: true, registered: amount });
  }
});
