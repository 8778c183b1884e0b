import { atCall, momentsOf } from '../support/at-call';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const FIRST = 64_900;
const AMENDED = 50_000;
/** A payment that is wrongly judged as forged or late is cancelled, so the test sees the error. */
const CANCELLING = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' } as const;

/** An order with an open payment window for its first amount, or for the amended one. */
async function setUp(paid: number) {
  const merchantUid = await track.order();
  const impUid = track.pay(merchantUid, { amount: paid, status: 'ready' });
  const report = { impUid, merchantUid, source: 'callback' } as const;
  return { merchantUid, impUid, report };
}

const settled = async (merchantUid: string, impUid: string) => {
  await track.verify(track.verifyDeps(CANCELLING), { impUid, merchantUid, source: 'webhook' });
  const { cancels, attention } = await track.stored(merchantUid);
  const isForged = attention.some(({ reason }) => reason === 'amountDiffers');
  return { cancels, isForged, problems: await track.problems(merchantUid) };
};
const WELL = { cancels: [], isForged: false, problems: [] };

describe('a payment over the old amount, in a window that is open', () => {
  test('is made and reported during an amendment, at every await: it settles the order or is held', async () => {
    const quiet = await setUp(FIRST);
    const moments = await momentsOf(track.amendDeps(), (deps) =>
      track.amend(deps, { amount: AMENDED, merchantUid: quiet.merchantUid }),
    );
    expect(moments.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['findOrder', 'findAllPayments', 'changeOrder', 'registration.prepareOrder']),
    );
    const results = new Set<string>();
    for (const isReported of [true, false]) {
      for (const moment of moments) {
        const { merchantUid, impUid, report } = await setUp(FIRST);
        const { deps, hasCome } = atCall(track.amendDeps(), moment, async () => {
          track.sandbox().payments.approve(impUid);
          if (isReported) await track.verify(track.verifyDeps(CANCELLING), report);
        });
        const { result } = await track.amend(deps, { amount: AMENDED, merchantUid });
        results.add(result);
        const found = { moment, hasCome: hasCome(), ...(await settled(merchantUid, impUid)) };
        expect(found).toEqual({ moment, hasCome: true, ...WELL });
        const { amount, paidBy, state } = await track.stored(merchantUid);
        const isAmended = result === 'amended';
        expect({ moment, amount, paidBy }).toEqual({
          moment,
          amount: isAmended ? AMENDED : FIRST,
          paidBy: isAmended ? null : impUid,
        });
        if (state === 'pending') expect(track.sandbox().prepared.get(merchantUid)?.amount).toBe(amount);
      }
    }
    expect(results).toEqual(new Set(['amended', 'locked']));
  });
});

describe.each([
  ['the old amount', FIRST],
  ['the new amount', AMENDED],
])('a payment over %s', (_name, paid) => {
  test('is verified while the order is amended, at every await', async () => {
    const quiet = await setUp(paid);
    track.sandbox().payments.approve(quiet.impUid);
    const moments = await momentsOf(track.verifyDeps(), (deps) => track.verify(deps, quiet.report));

    for (const moment of moments) {
      const { merchantUid, impUid, report } = await setUp(paid);
      const amend = async () => {
        await track.amend(track.amendDeps(), { merchantUid, amount: AMENDED });
        track.sandbox().payments.approve(impUid);
      };
      const { deps, hasCome } = atCall(track.verifyDeps(CANCELLING), moment, amend);
      await track.verify(deps, report);
      expect({ moment, hasCome: hasCome() }).toEqual({ moment, hasCome: true });
      expect({ moment, ...(await settled(merchantUid, impUid)) }).toEqual({ moment, ...WELL });
      const { amount, paidBy } = await track.stored(merchantUid);
      expect({ moment, amount, paidBy }).toEqual({ moment, amount: AMENDED, paidBy: paid === AMENDED ? impUid : null });
    }
  });
});

test('an amendment during a registration, at every await, leaves the last amount registered at i’mport', async () => {
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

test('an amendment during an amendment, at every await, leaves the stored amount registered at i’mport', async () => {
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
