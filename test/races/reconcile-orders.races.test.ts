import { pino } from 'pino';
import { loadConfig } from '../../src/config/load-config';
import { createCallBudget } from '../../src/lib/create-call-budget';
import { lookUpDeps, pollSchedule } from '../../src/composition/create-reconcile';
import { createOutagePause } from '../../src/services/outage-pause';
import { reconcileOrders, type ReconcileOrdersDeps } from '../../src/services/reconcile-orders';
import { createReconcileQueue } from '../../src/store/reconcile-queue';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { atCall, momentsOf } from '../support/at-call';
import { aroundCommands, atCommand } from '../support/at-command';
import { serviceSettings } from '../support/service-settings';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** More than a lease, and than the time after a deadline in which an approval may still come through. */
const LATER_MS = 3 * MINUTE_MS;

/** Each call is another instance. */
function pollDeps(): ReconcileOrdersDeps {
  const config = loadConfig(serviceSettings('mongodb://127.0.0.1/unused', track.sandbox()));
  const clockAndRandom = { ...SYSTEM_CLOCK_AND_RANDOM, now: track.now };
  const parts = {
    connection: track.connection(),
    config,
    logger: pino({ level: 'silent' }),
    clockAndRandom,
    search: track.search(),
    verification: track.verifyDeps(),
  };
  return {
    ...lookUpDeps(parts, createCallBudget(1_000)),
    queue: createReconcileQueue(track.connection()),
    outage: createOutagePause({ ...clockAndRandom, schedule: { firstDelayMs: 1, maxDelayMs: 1 } }),
    remindBuyer: async (order) => order,
    raiseUnreadable: async (order) => order,
    schedule: pollSchedule(config),
    random: () => 0.5,
    leaseMs: MINUTE_MS,
    lookUpMs: MINUTE_MS,
    batchSize: 10,
    restMs: 60_000,
    unreadableRestMs: 60 * 60_000,
  };
}

/** An order with an account, and what happens to it while it is polled. */
interface Scene {
  readonly merchantUid: string;
  readonly account: string;
  readonly card: string;
}

/** @param isOver whether order and account have passed their deadline when the poll comes */
async function setUp(isOver: boolean): Promise<Scene> {
  await track.clear();
  const dueAt = new Date(track.now().getTime() + HOUR_MS);
  const merchantUid = await track.order({ expiresAt: dueAt });
  const account = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  const card = track.pay(merchantUid, { status: 'ready' });
  const vbank_date = Math.floor(dueAt.getTime() / 1000);
  track.sandbox().payments.issueVirtualAccount(account, { vbank_date });
  await track.verify(track.verifyDeps(), { impUid: account, merchantUid, source: 'webhook' });
  track.letPass(isOver ? HOUR_MS + LATER_MS : 2 * MINUTE_MS);
  return { merchantUid, account, card };
}

const hear = (impUid: string, merchantUid: string) =>
  track.verify(track.verifyDeps(), { impUid, merchantUid, source: 'webhook' });

/** The bank took the money in time, and says so only now. */
function depositInTime({ account }: Scene): void {
  const { vbank_date } = track.sandbox().payments.get(account)!;
  if (track.sandbox().payments.get(account)?.status === 'paid') return;
  const { paid_at } = track.sandbox().payments.deposit(account);
  track.sandbox().payments.change(account, { paid_at: Math.min(paid_at, vbank_date - 1) });
}

const NEWS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'a deposit made in time, and its webhook': async (scene) => {
    depositInTime(scene);
    return hear(scene.account, scene.merchantUid);
  },
  'a deposit made in time, and no webhook': async (scene) => depositInTime(scene),
  'a deposit of now, and its webhook': async ({ account, merchantUid }) => {
    if (track.sandbox().payments.get(account)?.status === 'ready') track.sandbox().payments.deposit(account);
    return hear(account, merchantUid);
  },
  'a card payment, and its webhook': async ({ card, merchantUid }) => {
    if (track.sandbox().payments.get(card)?.status === 'ready') track.sandbox().payments.approve(card);
    return hear(card, merchantUid);
  },
  'the poll of another instance, after the lease': async () => {
    track.letPass(LATER_MS);
    return reconcileOrders(pollDeps());
  },
};

/** What is wrong at once, and once everything has been heard. */
async function problemsOf({ merchantUid, account, card }: Scene): Promise<string[]> {
  const atOnce = await track.violations(merchantUid);
  for (const impUid of [account, card]) await hear(impUid, merchantUid);
  return [...atOnce, ...(await track.problems(merchantUid))];
}

const rows = [false, true].flatMap((isOver) => Object.keys(NEWS).map((news) => ({ isOver, news })));

test.each(rows)('into a poll (past the deadline: $isOver) falls $news, at every await', async ({ isOver, news }) => {
  await setUp(isOver);
  const moments = await momentsOf(pollDeps(), reconcileOrders);
  const poll = ['queue.claimDue', 'search.findPayments', 'queue.finish'];
  const names = moments.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(isOver ? [...poll, 'search.findAllPayments', 'expireOrder'] : poll));

  for (const moment of moments) {
    const scene = await setUp(isOver);
    const { deps, hasCome } = atCall(pollDeps(), moment, () => NEWS[news]!(scene));
    await reconcileOrders(deps);
    const problems = await problemsOf(scene);
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});

test.each(rows)('into a poll (past the deadline: $isOver) falls $news, at every command', async ({ isOver, news }) => {
  await setUp(isOver);
  let commands = 0;
  await aroundCommands(
    async (_name, command) => ((commands += 1), command()),
    () => reconcileOrders(pollDeps()),
  );
  expect(commands).toBeGreaterThan(3);

  for (let command = 1; command <= commands; command += 1) {
    for (const when of ['before', 'after'] as const) {
      const scene = await setUp(isOver);
      await atCommand(
        { command, when },
        () => NEWS[news]!(scene),
        () => reconcileOrders(pollDeps()),
      );
      expect({ command, when, problems: await problemsOf(scene) }).toEqual({ command, when, problems: [] });
    }
  }
});

test('an instance dies in a poll past the deadline, at every await: the next one expires the order', async () => {
  await setUp(true);
  const moments = await momentsOf(pollDeps(), reconcileOrders);
  for (const moment of moments) {
    const scene = await setUp(true);
    const { deps } = atCall(pollDeps(), moment, () => Promise.reject(new Error('killed')));
    await reconcileOrders(deps).catch(() => undefined);
    track.letPass(LATER_MS);
    await reconcileOrders(pollDeps());
    const { state } = await track.stored(scene.merchantUid);
    expect({ moment, state, problems: await problemsOf(scene) }).toEqual({ moment, state: 'expired', problems: [] });
  }
});
