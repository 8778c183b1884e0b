import { isUnderWay, wasSent } from '../../src/domain/cancel/cancel';
import type { GuardPolicy } from '../../src/domain/guard-policy';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import { cancelOrder } from '../../src/services/cancel-order';
import { resumeCancels } from '../../src/services/resume-cancels';
import { cancelDifferences, cancelViolations, SHOP_REASON } from '../model/cancel-truth';
import { atCall, momentsOf } from '../support/at-call';
import { buildCancelRequest } from '../support/build-cancel-request';
import { useRaceTrack } from './use-race-track';
import { waitUntil } from '../support/wait-until';

const track = useRaceTrack();
const MINUTE_MS = 60_000;
const CANCEL = 'POST /payments/cancel';
const GUARDS: GuardPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' };

/** What races draw their parts from: an order, a payment of it that is being given back, and the instances' deps. */
interface Scene {
  readonly merchantUid: string;
  readonly impUid: string;
}
type Deps = ReturnType<typeof track.cancelDeps>;

const newDeps = () => track.cancelDeps(GUARDS);
const verifyAs = async (source: 'callback' | 'redirect' | 'webhook', { impUid, merchantUid }: Scene) => {
  const claimsCancel = source === 'webhook' && track.sandbox().payments.get(impUid)?.status === 'cancelled';
  return track.verify(track.verifyDeps(GUARDS), { impUid, merchantUid, source, claimsCancel });
};
const request = ({ merchantUid, impUid }: Scene, requestId: string, amount: number | null): CancelRequest => {
  const fingerprint = `${requestId} ${amount}`;
  return buildCancelRequest({ merchantUid, requestId, impUid, amount, reason: SHOP_REASON, fingerprint });
};

/** What gives money back. */
const WORKS = {
  'a cancel of the shop': {
    async set(): Promise<Scene> {
      const merchantUid = await track.order();
      const scene = { merchantUid, impUid: track.pay(merchantUid) };
      await verifyAs('callback', scene);
      return scene;
    },
    run: (deps: Deps, scene: Scene) => cancelOrder(deps, request(scene, 'req-1', 900)),
    calls: ['findOrder', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
  'a cancel of all by the shop': {
    async set(): Promise<Scene> {
      const merchantUid = await track.order();
      return { merchantUid, impUid: track.pay(merchantUid) };
    },
    run: (deps: Deps, scene: Scene) => cancelOrder(deps, { ...request(scene, 'req-1', null), impUid: null }),
    calls: ['findMoney', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
  'a guard’s cancel of a duplicate': {
    async set(): Promise<Scene> {
      const merchantUid = await track.order();
      await verifyAs('callback', { merchantUid, impUid: track.pay(merchantUid) });
      const scene = { merchantUid, impUid: track.pay(merchantUid) };
      await verifyAs('webhook', scene);
      return scene;
    },
    run: (deps: Deps) => resumeCancels(deps),
    calls: ['dueCancels.claim', 'findOrder', 'changeOrder', 'getPayment', 'cancelPayment'],
  },
} as const;

/** What falls into it. */
const NEWS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'a webhook': (scene) => verifyAs('webhook', scene),
  'a callback': (scene) => verifyAs('callback', scene),
  'a redirect': (scene) => verifyAs('redirect', scene),
  'a part given back in the console, and its webhook': async (scene) => {
    const { amount, cancel_amount: cancelled } = track.sandbox().payments.get(scene.impUid)!;
    if (amount > cancelled) track.sandbox().payments.consoleCancel(scene.impUid, { amount: 900 });
    return verifyAs('webhook', scene);
  },
  'all given back in the console, and no webhook': async ({ impUid }) => {
    const { amount, cancel_amount: cancelled } = track.sandbox().payments.get(impUid)!;
    if (amount > cancelled) track.sandbox().payments.consoleCancel(impUid);
  },
  'the same request': (scene) => cancelOrder(newDeps(), request(scene, 'req-1', 900)),
  'a second request': (scene) => cancelOrder(newDeps(), request(scene, 'req-2', 900)),
  'the pass of another instance': () => resumeCancels(newDeps()),
  'the pass of another instance, a lease later': async () => {
    track.letPass(MINUTE_MS + 1);
    return resumeCancels(newDeps());
  },
  'the pass of another instance, the doubt being over': async () => {
    track.letPass(11 * MINUTE_MS);
    return resumeCancels(newDeps());
  },
};

/** Begins without calls, and without orders whose cancels another race left behind. */
async function setUp(name: keyof typeof WORKS): Promise<Scene> {
  await track.clear();
  const scene = await WORKS[name].set();
  track.sandbox().calls.reset();
  return scene;
}

/** Time passes, and the pass runs, until no cancel waits any more; then the payments are reported once again. */
async function problemsOf({ merchantUid }: Scene): Promise<string[]> {
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
const rows = works.flatMap((work) => Object.keys(NEWS).map((news) => ({ work, news })));

test.each(rows)('into $work falls $news, at every await', async ({ work, news }) => {
  const quiet = await setUp(work);
  const moments = await momentsOf(newDeps(), (deps) => WORKS[work].run(deps, quiet));
  expect(moments.map(({ name }) => name)).toEqual(expect.arrayContaining([...WORKS[work].calls]));

  for (const moment of moments) {
    const scene = await setUp(work);
    const { deps, hasCome } = atCall(newDeps(), moment, () => NEWS[news]!(scene));
    await WORKS[work].run(deps, scene);
    const problems = await problemsOf(scene);
    const states = (await track.stored(scene.merchantUid)).cancels.map(({ state }) => state);
    // Nothing was lost here, so nothing may end in doubt.
    const isClear = news.includes('doubt') || !states.includes('unclear');
    expect({ moment, hasCome: hasCome(), isClear, problems }).toEqual({
      moment,
      hasCome: true,
      isClear: true,
      problems: [],
    });
  }
});

test.each(works)('an instance dies in %s, at every await: it goes on, or a person is told', async (work) => {
  const quiet = await setUp(work);
  const moments = await momentsOf(newDeps(), (deps) => WORKS[work].run(deps, quiet));
  const ends = new Set<string>();
  for (const moment of moments) {
    const scene = await setUp(work);
    const { deps } = atCall(newDeps(), moment, () => Promise.reject(new Error('killed')));
    await WORKS[work].run(deps, scene).catch(() => undefined);
    expect({ moment, problems: await problemsOf(scene) }).toEqual({ moment, problems: [] });
    const [cancel] = (await track.stored(scene.merchantUid)).cancels;
    ends.add(cancel?.state ?? 'nothing recorded');
    expect(track.sandbox().calls.count(CANCEL)).toBeLessThanOrEqual(1);
  }
  expect([...ends]).toEqual(expect.arrayContaining(['done', 'unclear']));
  expect(ends).not.toContain('refused');
});
