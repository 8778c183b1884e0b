import { pino } from 'pino';
import { loadConfig } from '../../src/config/load-config';
import { createCallBudget } from '../../src/lib/create-call-budget';
import { bindLookUps, type LookUpFunctions, type LookUpParts } from '../../src/composition/bind-look-ups';
import { lookUpParts, pollSchedule } from '../../src/composition/create-reconcile';
import { NO_METRICS } from '../../src/metrics/metrics';
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
/** Longer than a lease, and than the grace period after a deadline. */
const LATER_MS = 3 * MINUTE_MS;

/** What a poll and its look-ups depend on, not yet bound: a race may come at each call. */
type PollDeps = LookUpParts & Omit<ReconcileOrdersDeps, keyof LookUpFunctions>;

const poll = (deps: PollDeps) => reconcileOrders({ ...deps, ...bindLookUps(deps) });

/** Each call makes another instance. */
function pollDeps(): PollDeps {
  const config = loadConfig(serviceSettings('mongodb://127.0.0.1/unused', track.sandbox()));
  const clockAndRandom = { ...SYSTEM_CLOCK_AND_RANDOM, now: track.now };
  const parts = {
    connection: track.connection(),
    config,
    logger: pino({ level: 'silent' }),
    clockAndRandom,
    search: track.search(),
    verification: track.verifyDeps(),
    metrics: NO_METRICS,
  };
  return {
    ...lookUpParts(parts, createCallBudget(1_000)),
    queue: createReconcileQueue(track.connection()),
    outage: createOutagePause({ ...clockAndRandom, schedule: { firstDelayMs: 1, maxDelayMs: 1 } }),
    remindBuyer: async (order) => order,
    raiseUnreadable: async (order) => order,
    schedule: pollSchedule(config),
    random: () => 0.5,
    leaseMs: MINUTE_MS,
    lookUpMs: MINUTE_MS,
    batchSize: 10,
    unansweredDelayMs: 60_000,
    unreadableDelayMs: 60 * 60_000,
  };
}

/** An order with a virtual account and a card payment that is not approved yet. */
interface RaceCase {
  readonly merchantUid: string;
  readonly account: string;
  readonly card: string;
}

/** @param isOver whether the deadlines of order and account are over at the poll */
async function setUp(isOver: boolean): Promise<RaceCase> {
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

const reportByWebhook = (impUid: string, merchantUid: string) =>
  track.verify(track.verifyDeps(), { impUid, merchantUid, source: 'webhook' });

/** A deposit before the deadline that i’mport shows only now. */
function depositInTime({ account }: RaceCase): void {
  const { vbank_date } = track.sandbox().payments.get(account)!;
  if (track.sandbox().payments.get(account)?.status === 'paid') return;
  const { paid_at } = track.sandbox().payments.deposit(account);
  track.sandbox().payments.change(account, { paid_at: Math.min(paid_at, vbank_date - 1) });
}

const EVENTS: Readonly<Record<string, (raceCase: RaceCase) => Promise<unknown>>> = {
  'a deposit made in time, with its webhook': async (raceCase) => {
    depositInTime(raceCase);
    return reportByWebhook(raceCase.account, raceCase.merchantUid);
  },
  'a deposit made in time, without a webhook': async (raceCase) => depositInTime(raceCase),
  'a deposit made now, with its webhook': async ({ account, merchantUid }) => {
    if (track.sandbox().payments.get(account)?.status === 'ready') track.sandbox().payments.deposit(account);
    return reportByWebhook(account, merchantUid);
  },
  'a card payment, with its webhook': async ({ card, merchantUid }) => {
    if (track.sandbox().payments.get(card)?.status === 'ready') track.sandbox().payments.approve(card);
    return reportByWebhook(card, merchantUid);
  },
  'the poll of another instance, after the lease': async () => {
    track.letPass(LATER_MS);
    return poll(pollDeps());
  },
};

/** @returns what is wrong at once, and after every payment was reported */
async function problemsOf({ merchantUid, account, card }: RaceCase): Promise<string[]> {
  const atOnce = await track.violations(merchantUid);
  for (const impUid of [account, card]) await reportByWebhook(impUid, merchantUid);
  return [...atOnce, ...(await track.problems(merchantUid))];
}

const rows = [false, true].flatMap((isOver) => Object.keys(EVENTS).map((event) => ({ isOver, event })));

test.each(rows)('a poll (past the deadline: $isOver) races with $event, at every await', async ({ isOver, event }) => {
  await setUp(isOver);
  const moments = await momentsOf(pollDeps(), poll);
  const ofPoll = ['queue.claimDue', 'search.findPayments', 'queue.finish'];
  const names = moments.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(isOver ? [...ofPoll, 'search.findAllPayments', 'expireOrder'] : ofPoll));

  for (const moment of moments) {
    const raceCase = await setUp(isOver);
    const { deps, hasCome } = atCall(pollDeps(), moment, () => EVENTS[event]!(raceCase));
    await poll(deps);
    const problems = await problemsOf(raceCase);
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});

test.each(rows)(
  'a poll (past the deadline: $isOver) races with $event, at every command',
  async ({ isOver, event }) => {
    await setUp(isOver);
    let commands = 0;
    await aroundCommands(
      async (_name, command) => ((commands += 1), command()),
      () => poll(pollDeps()),
    );
    expect(commands).toBeGreaterThan(3);

    for (let command = 1; command <= commands; command += 1) {
      for (const when of ['before', 'after'] as const) {
        const raceCase = await setUp(isOver);
        await atCommand(
          { command, when },
          () => EVENTS[event]!(raceCase),
          () => poll(pollDeps()),
        );
        expect({ command, when, problems: await problemsOf(raceCase) }).toEqual({ command, when, problems: [] });
      }
    }
  },
);

test('an instance dies in a poll past the deadline, at every await: the next one expires the order', async () => {
  await setUp(true);
  const moments = await momentsOf(pollDeps(), poll);
  for (const moment of moments) {
    const raceCase = await setUp(true);
    const { deps } = atCall(pollDeps(), moment, () => Promise.reject(new Error('killed')));
    await poll(deps).catch(() => undefined);
    track.letPass(LATER_MS);
    await poll(pollDeps());
    const { state } = await track.stored(raceCase.merchantUid);
    expect({ moment, state, problems: await problemsOf(raceCase) }).toEqual({ moment, state: 'expired', problems: [] });
  }
});
