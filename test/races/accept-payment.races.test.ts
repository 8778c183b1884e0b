import type { NewPayment } from '../../sandbox/iamport/payments/payment';
import { isUnderWay } from '../../src/domain/cancel/cancel';
import type { MoneyPolicy } from '../../src/domain/money-policy';
import type { AcceptPaymentDeps, AcceptResult } from '../../src/services/accept-payment';
import type { AmendOrderDeps } from '../../src/services/amend-order';
import type { VerifyPaymentDeps } from '../../src/services/verify-payment';
import { cancelOrder, type CancelOrderParts, resumeCancels } from '../support/cancels';
import { cancelDifferences, cancelViolations, SHOP_REASON } from '../model/cancel-truth';
import { atCall, momentsOf } from '../support/at-call';
import { buildCancelRequest } from '../support/build-cancel-request';
import { waitUntil } from '../support/wait-until';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FIRST = 64_900;
const AMENDED = 50_000;
/** A payment that is wrongly judged as forged or duplicate is cancelled, so the test sees the error. */
const GUARDS: MoneyPolicy = { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'hold' };

/** An order with a held payment, and another payment in an open window that would settle the order. */
interface RaceCase {
  readonly merchantUid: string;
  readonly impUid: string;
  readonly other: string;
}

async function newCase(merchantUid: string, amount: number, held: Partial<NewPayment> = {}): Promise<RaceCase> {
  const impUid = track.pay(merchantUid, held);
  return { merchantUid, impUid, other: track.pay(merchantUid, { amount, status: 'ready' }) };
}

const verify = ({ merchantUid }: RaceCase, impUid: string, deps = track.verifyDeps(GUARDS)) => {
  const claimsCancel = track.sandbox().payments.get(impUid)?.status === 'cancelled';
  return track.verify(deps, { impUid, merchantUid, source: 'webhook', claimsCancel });
};
const cancel = (deps: CancelOrderParts, merchantUid: string, impUid: string | null) =>
  cancelOrder(deps, buildCancelRequest({ merchantUid, impUid, reason: SHOP_REASON, requestId: `of ${impUid}` }));

const CASES: Readonly<Record<string, () => Promise<RaceCase>>> = {
  'older than its order': async () => {
    const seconds = Math.floor((track.now().getTime() - 3 * HOUR_MS) / 1000);
    return newCase(await track.order(), FIRST, { started_at: seconds, paid_at: seconds });
  },
  late: async () => {
    const merchantUid = await track.order({ expiresAt: new Date(track.now().getTime() + MINUTE_MS) });
    track.letPass(2 * MINUTE_MS);
    return newCase(merchantUid, FIRST);
  },
  'made after the closing': async () => {
    const merchantUid = await track.order();
    await cancel(track.cancelDeps(GUARDS), merchantUid, null);
    track.letPass(MINUTE_MS);
    return newCase(merchantUid, FIRST);
  },
  'over an earlier amount': async () => {
    const merchantUid = await track.order();
    const held = track.pay(merchantUid, { status: 'ready' });
    await track.amend(track.amendDeps(GUARDS), { merchantUid, amount: AMENDED });
    track.sandbox().payments.approve(held);
    return { merchantUid, impUid: held, other: track.pay(merchantUid, { amount: AMENDED, status: 'ready' }) };
  },
};

const accept = (deps: AcceptPaymentDeps, { merchantUid, impUid }: RaceCase) =>
  track.accept(deps, { merchantUid, impUid, reason: '고객 확인 완료' });
const approve = (impUid: string) => {
  if (track.sandbox().payments.get(impUid)?.status === 'ready') track.sandbox().payments.approve(impUid);
};
const refundInConsole = ({ impUid }: RaceCase, amount?: number) => {
  const payment = track.sandbox().payments.get(impUid)!;
  if (payment.amount > payment.cancel_amount)
    track.sandbox().payments.consoleCancel(impUid, { ...(amount && { amount }) });
};

/** Operations that race with an accept; each call with new deps is another instance. */
const WORKS = {
  'a webhook of the payment': {
    deps: (): object => track.verifyDeps(GUARDS),
    run: (deps: object, held: RaceCase) => verify(held, held.impUid, deps as VerifyPaymentDeps),
  },
  'a webhook of another payment': {
    deps: (): object => track.verifyDeps(GUARDS),
    run: (deps: object, held: RaceCase) => {
      approve(held.other);
      return verify(held, held.other, deps as VerifyPaymentDeps);
    },
  },
  'a cancel of the payment by the shop': {
    deps: (): object => track.cancelDeps(GUARDS),
    run: (deps: object, { merchantUid, impUid }: RaceCase) => cancel(deps as CancelOrderParts, merchantUid, impUid),
  },
  'a cancel of all, or the closing': {
    deps: (): object => track.cancelDeps(GUARDS),
    run: (deps: object, { merchantUid }: RaceCase) => cancel(deps as CancelOrderParts, merchantUid, null),
  },
  'an amendment': {
    deps: (): object => track.amendDeps(GUARDS),
    run: (deps: object, { merchantUid }: RaceCase) =>
      track.amend(deps as AmendOrderDeps, { merchantUid, amount: 40_000 }),
  },
} as const;

/** Events that happen during an accept. */
const EVENTS: Readonly<Record<string, (held: RaceCase) => Promise<unknown>>> = {
  ...Object.fromEntries(
    Object.entries(WORKS).map(([name, { deps, run }]) => [name, (held: RaceCase) => run(deps(), held)]),
  ),
  'the same accept': (held) => accept(track.acceptDeps(GUARDS), held),
  'an accept of another payment': async (held) => {
    approve(held.other);
    return accept(track.acceptDeps(GUARDS), { ...held, impUid: held.other });
  },
  'a full refund in the console, with its webhook': async (held) => {
    refundInConsole(held);
    return verify(held, held.impUid);
  },
  'a full refund in the console, without a webhook': async (held) => refundInConsole(held),
  'a partial refund in the console, with its webhook': async (held) => {
    refundInConsole(held, 900);
    return verify(held, held.impUid);
  },
};

/** Deletes the orders of earlier races, because their open cancels would be resumed too. */
async function setUp(name: string): Promise<RaceCase> {
  await track.db().collection('orders').deleteMany({});
  return CASES[name]!();
}

/** @returns what is wrong at once, and after every cancel has ended and every payment was reported again */
async function problemsOf({ merchantUid }: RaceCase, result: AcceptResult, impUid: string): Promise<string[]> {
  const wrongAtOnce = async () => [
    ...(await track.violations(merchantUid)),
    ...cancelViolations(await track.stored(merchantUid), track.truthOf(merchantUid), GUARDS),
  ];
  const problems = await wrongAtOnce();
  const paidBy = await settle(merchantUid);
  if (result.result === 'accepted' && paidBy !== impUid) problems.push(`accepted, and paid by ${paidBy}`);
  if (result.result === 'notAcceptable' && paidBy === impUid) problems.push(`${result.outcome}, and paid by it`);
  const order = await track.stored(merchantUid);
  const settled = order.history.filter(({ from, to }) => !isSettled(from) && isSettled(to));
  if (settled.length > 1) problems.push(`settled ${settled.length} times`);
  return [
    ...problems,
    ...(await wrongAtOnce()),
    ...(await track.problems(merchantUid)),
    ...cancelDifferences(order, track.truthOf(merchantUid), GUARDS),
  ];
}

const isSettled = (state: string) => ['paid', 'partially_cancelled', 'cancelled'].includes(state);

/** Reports twice, because a report may cause an auto refund. @returns `paidBy` in the end */
async function settle(merchantUid: string): Promise<string | null> {
  for (let round = 0; round < 2; round += 1) {
    await endCancels(merchantUid);
    for (const impUid of reported(merchantUid)) await verify({ merchantUid, impUid, other: '' }, impUid);
  }
  return (await track.stored(merchantUid)).paidBy;
}

async function endCancels(merchantUid: string): Promise<void> {
  const isOpen = async () => (await track.stored(merchantUid)).cancels.some(isUnderWay);
  for (let round = 0; round < 12 && (await isOpen()); round += 1) {
    await waitUntil(async () => !(await resumeCancels(track.cancelDeps(GUARDS))));
    track.letPass(2 * MINUTE_MS);
  }
}

const reported = (merchantUid: string) => track.truthOf(merchantUid).map(({ imp_uid }) => imp_uid);

const rows = Object.keys(CASES).flatMap((held) => Object.keys(EVENTS).map((event) => ({ held, event })));

test.each(rows)('an accept of a payment that is $held races with $event, at every await', async ({ held, event }) => {
  const quiet = await setUp(held);
  const moments = await momentsOf(track.acceptDeps(GUARDS), (deps) => accept(deps, quiet));
  expect(moments.map(({ name }) => name)).toEqual(expect.arrayContaining(['findOrder', 'getPayment', 'changeOrder']));
  for (const moment of moments) {
    const raced = await setUp(held);
    const { deps, hasCome } = atCall(track.acceptDeps(GUARDS), moment, () => EVENTS[event]!(raced));
    const result = await accept(deps, raced);
    const problems = await problemsOf(raced, result, raced.impUid);
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});

const works = Object.keys(WORKS) as (keyof typeof WORKS)[];
const others = Object.keys(CASES).flatMap((held) => works.map((work) => ({ held, work })));

test.each(others)('$work races with an accept of a payment that is $held, at every await', async ({ held, work }) => {
  const { deps: newDeps, run } = WORKS[work];
  const quiet = await setUp(held);
  const moments = await momentsOf<object>(newDeps(), (deps) => run(deps, quiet));
  for (const moment of moments) {
    const raced = await setUp(held);
    const accepted = { result: { result: 'orderNotFound' } as AcceptResult, wasBeingCancelled: false };
    const { deps, hasCome } = atCall(newDeps(), moment, async () => {
      const { cancels } = await track.stored(raced.merchantUid);
      accepted.wasBeingCancelled = cancels.some((each) => each.impUid === raced.impUid && isUnderWay(each));
      accepted.result = await accept(track.acceptDeps(GUARDS), raced);
    });
    await run(deps, raced);
    const problems = await problemsOf(raced, accepted.result, raced.impUid);
    if (accepted.wasBeingCancelled && accepted.result.result === 'accepted')
      problems.push('accepted during its cancel');
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});
