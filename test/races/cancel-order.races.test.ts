import { isUnderWay, wasSent } from '../../src/domain/cancel/cancel';
import type { MoneyPolicy } from '../../src/domain/money-policy';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import { cancelOrder, resumeCancels } from '../support/cancels';
import { cancelDifferences, cancelViolations, SHOP_REASON } from '../model/cancel-truth';
import { atCall, momentsOf } from '../support/at-call';
import { buildCancelRequest } from '../support/build-cancel-request';
import { useRaceTrack } from './use-race-track';
import { waitUntil } from '../support/wait-until';

const track = useRaceTrack();
const MINUTE_MS = 60_000;
const CANCEL = 'POST /payments/cancel';
const GUARDS: MoneyPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' };

/** An order, and a payment of it that is cancelled. */
interface RaceCase {
  readonly merchantUid: string;
  readonly impUid: string;
}
type Deps = ReturnType<typeof track.cancelDeps>;

const newDeps = () => track.cancelDeps(GUARDS);
const verifyAs = async (source: 'callback' | 'redirect' | 'webhook', { impUid, merchantUid }: RaceCase) => {
  const claimsCancel = source === 'webhook' && track.sandbox().payments.get(impUid)?.status === 'cancelled';
  return track.verify(track.verifyDeps(GUARDS), { impUid, merchantUid, source, claimsCancel });
};
const request = ({ merchantUid, impUid }: RaceCase, requestId: string, amount: number | null): CancelRequest => {
  const fingerprint = `${requestId} ${amount}`;
  return buildCancelRequest({ merchantUid, requestId, impUid, amount, reason: SHOP_REASON, fingerprint });
};

/** Operations that cancel a payment. */
const WORKS = {
  'a cancel of the shop': {
    async set(): Promise<RaceCase> {
      const merchantUid = await track.order();
      const raceCase = { merchantUid, impUid: track.pay(merchantUid) };
      await verifyAs('callback', raceCase);
      return raceCase;
    },
    run: (deps: Deps, raceCase: RaceCase) => cancelOrder(deps, request(raceCase, 'req-1', 900)),
    calls: ['findOrder', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
  'a cancel of all by the shop': {
    async set(): Promise<RaceCase> {
      const merchantUid = await track.order();
      return { merchantUid, impUid: track.pay(merchantUid) };
    },
    run: (deps: Deps, raceCase: RaceCase) => cancelOrder(deps, { ...request(raceCase, 'req-1', null), impUid: null }),
    calls: ['findMoney', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
  'an auto refund of a duplicate': {
    async set(): Promise<RaceCase> {
      const merchantUid = await track.order();
      await verifyAs('callback', { merchantUid, impUid: track.pay(merchantUid) });
      const raceCase = { merchantUid, impUid: track.pay(merchantUid) };
      await verifyAs('webhook', raceCase);
      return raceCase;
    },
    run: (deps: Deps) => resumeCancels(deps),
    calls: ['cancelQueue.claim', 'findOrder', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
} as const;

/** Events that happen during such an operation. */
const EVENTS: Readonly<Record<string, (raceCase: RaceCase) => Promise<unknown>>> = {
  'a webhook': (raceCase) => verifyAs('webhook', raceCase),
  'a callback': (raceCase) => verifyAs('callback', raceCase),
  'a redirect': (raceCase) => verifyAs('redirect', raceCase),
  'a partial refund in the console, with its webhook': async (raceCase) => {
    const { amount, cancel_amount: cancelled } = track.sandbox().payments.get(raceCase.impUid)!;
    if (amount > cancelled) track.sandbox().payments.consoleCancel(raceCase.impUid, { amount: 900 });
    return verifyAs('webhook', raceCase);
  },
  'a full refund in the console, without a webhook': async ({ impUid }) => {
    const { amount, cancel_amount: cancelled } = track.sandbox().payments.get(impUid)!;
    if (amount > cancelled) track.sandbox().payments.consoleCancel(impUid);
  },
  'the same request': (raceCase) => cancelOrder(newDeps(), request(raceCase, 'req-1', 900)),
  'a second request': (raceCase) => cancelOrder(newDeps(), request(raceCase, 'req-2', 900)),
  'the pass of another instance': () => resumeCancels(newDeps()),
  'the pass of another instance, a lease later': async () => {
    track.letPass(MINUTE_MS + 1);
    return resumeCancels(newDeps());
  },
  'the pass of another instance, after ten minutes': async () => {
    track.letPass(11 * MINUTE_MS);
    return resumeCancels(newDeps());
  },
};

/** Forgets the calls so far, and deletes the orders of earlier races, whose open cancels would be resumed too. */
async function setUp(name: keyof typeof WORKS): Promise<RaceCase> {
  await track.clear();
  const raceCase = await WORKS[name].set();
  track.sandbox().calls.reset();
  return raceCase;
}

/** Lets time pass and runs passes until no cancel is under way, then reports the payments again. */
async function problemsOf({ merchantUid }: RaceCase): Promise<string[]> {
  const payments = track.truthOf(merchantUid);
  const atOnce = cancelViolations(await track.stored(merchantUid), payments, GUARDS);
  const isOpen = async () => (await track.stored(merchantUid)).cancels.some(isUnderWay);
  for (let round = 0; round < 12 && (await isOpen()); round += 1) {
    await waitUntil(async () => !(await resumeCancels(newDeps())));
    track.letPass(2 * MINUTE_MS);
  }
  for (const { imp_uid: impUid } of payments) await verifyAs('webhook', { merchantUid, impUid });
  const [order, truth] = [await track.stored(merchantUid), track.truthOf(merchantUid)];
  const sent = order.cancels.filter(wasSent).length;
  const called = track.sandbox().calls.count(CANCEL);
  return [
    ...atOnce,
    ...cancelViolations(order, truth, GUARDS),
    ...cancelDifferences(order, truth, GUARDS),
    ...(called <= sent ? [] : [`${called} calls for ${sent} cancels`]),
    ...(await track.problems(merchantUid)),
  ];
}

const works = Object.keys(WORKS) as (keyof typeof WORKS)[];
const rows = works.flatMap((work) => Object.keys(EVENTS).map((event) => ({ work, event })));

test.each(rows)('$work races with $event, at every await', async ({ work, event }) => {
  const quiet = await setUp(work);
  const moments = await momentsOf(newDeps(), (deps) => WORKS[work].run(deps, quiet));
  expect(moments.map(({ name }) => name)).toEqual(expect.arrayContaining([...WORKS[work].calls]));

  for (const moment of moments) {
    const raceCase = await setUp(work);
    const { deps, hasCome } = atCall(newDeps(), moment, () => EVENTS[event]!(raceCase));
    await WORKS[work].run(deps, raceCase);
    const problems = await problemsOf(raceCase);
    const states = (await track.stored(raceCase.merchantUid)).cancels.map(({ state }) => state);
    // No answer was lost, so no cancel may end unclear.
    const isClear = event.includes('ten minutes') || !states.includes('unclear');
    expect({ moment, hasCome: hasCome(), isClear, problems }).toEqual({
      moment,
      hasCome: true,
      isClear: true,
      problems: [],
    });
  }
});

test.each(works)('an instance dies in %s, at every await: the cancel ends, or attention is raised', async (work) => {
  const quiet = await setUp(work);
  const moments = await momentsOf(newDeps(), (deps) => WORKS[work].run(deps, quiet));
  const ends = new Set<string>();
  for (const moment of moments) {
    const raceCase = await setUp(work);
    const { deps } = atCall(newDeps(), moment, () => Promise.reject(new Error('killed')));
    await WORKS[work].run(deps, raceCase).catch(() => undefined);
    expect({ moment, problems: await problemsOf(raceCase) }).toEqual({ moment, problems: [] });
    const [cancel] = (await track.stored(raceCase.merchantUid)).cancels;
    ends.add(cancel?.state ?? 'nothing recorded');
    expect(track.sandbox().calls.count(CANCEL)).toBeLessThanOrEqual(1);
  }
  expect([...ends]).toEqual(expect.arrayContaining(['done', 'unclear']));
  expect(ends).not.toContain('refused');
});
