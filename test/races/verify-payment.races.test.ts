import type { PaymentReport, VerifyPaymentDeps } from '../../src/services/verify-payment';
import { atCall, momentsOf, type Moment } from '../support/at-call';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const SOURCES = ['callback', 'redirect', 'webhook'] as const;

/** An order, the payment of the first report, and that of the second report during it. */
interface RaceCase {
  readonly merchantUid: string;
  readonly first: string;
  readonly second: string;
  /** What happens at i'mport just before the second report leaves. */
  readonly meanwhile?: () => unknown;
}

const CASES: Readonly<Record<string, () => Promise<RaceCase>>> = {
  'the same payment': async () => {
    const merchantUid = await track.order();
    const impUid = track.pay(merchantUid);
    return { merchantUid, first: impUid, second: impUid };
  },
  'another payment of the order': async () => {
    const merchantUid = await track.order();
    return { merchantUid, first: track.pay(merchantUid), second: track.pay(merchantUid) };
  },
  'a forged payment of the order': async () => {
    const merchantUid = await track.order();
    return { merchantUid, first: track.pay(merchantUid), second: track.pay(merchantUid, { amount: 100 }) };
  },
  'the payment, approved meanwhile': async () => {
    const merchantUid = await track.order();
    const impUid = track.pay(merchantUid, { status: 'ready' });
    const meanwhile = () => track.sandbox().payments.approve(impUid);
    return { merchantUid, first: impUid, second: impUid, meanwhile };
  },
  'the payment, cancelled in part meanwhile': async () => {
    const merchantUid = await track.order();
    const impUid = track.pay(merchantUid);
    const meanwhile = () => track.sandbox().payments.consoleCancel(impUid, { amount: 900 });
    return { merchantUid, first: impUid, second: impUid, meanwhile };
  },
  'the account, deposited into meanwhile': async () => {
    const merchantUid = await track.order();
    const impUid = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
    track.sandbox().payments.issueVirtualAccount(impUid);
    const meanwhile = () => track.sandbox().payments.deposit(impUid);
    return { merchantUid, first: impUid, second: impUid, meanwhile };
  },
  'an account, while a card payment is under way': async () => {
    const merchantUid = await track.order();
    const account = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
    track.sandbox().payments.issueVirtualAccount(account);
    return { merchantUid, first: track.pay(merchantUid), second: account };
  },
};

async function race(
  raceCase: RaceCase,
  moment: Moment,
  [sourceA, sourceB]: readonly [PaymentReport['source'], PaymentReport['source']],
) {
  const { merchantUid, first, second, meanwhile } = raceCase;
  const land = async () => {
    meanwhile?.();
    const claimsCancel = sourceB === 'webhook' && track.sandbox().payments.get(second)?.status === 'cancelled';
    return track.verify(track.verifyDeps(), { impUid: second, merchantUid, source: sourceB, claimsCancel });
  };
  const { deps, hasCome } = atCall(track.verifyDeps(), moment, land);
  await track.verify(deps, { impUid: first, merchantUid, source: sourceA });
  return hasCome();
}

const pairs = SOURCES.flatMap((a) => SOURCES.map((b) => [a, b] as const));
const rows = Object.keys(CASES).flatMap((name) => pairs.map(([a, b]) => ({ name, a, b })));

test.each(rows)('a $a races with a $b of $name, at every await', async ({ name, a, b }) => {
  const raceCase = CASES[name]!;
  const quiet = await raceCase();
  const moments = await momentsOf<VerifyPaymentDeps>(track.verifyDeps(), (deps) =>
    track.verify(deps, { impUid: quiet.first, merchantUid: quiet.merchantUid, source: a }),
  );
  expect(moments.map(({ name: call }) => call)).toEqual(
    expect.arrayContaining(['findOrder', 'lookUpPayment', 'changeOrder']),
  );

  for (const moment of moments) {
    const raced = await raceCase();
    const hasCome = await race(raced, moment, [a, b]);
    // Both payments are reported again, as by a retry or by i'mport's second webhook.
    const problems = await track.violations(raced.merchantUid);
    for (const impUid of new Set([raced.first, raced.second])) {
      await track.verify(track.verifyDeps(), { impUid, merchantUid: raced.merchantUid, source: 'webhook' });
    }
    problems.push(...(await track.problems(raced.merchantUid)));
    expect({ moment, hasCome, problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});
