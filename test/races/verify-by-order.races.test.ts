import type { VerifyByOrderDeps } from '../../src/services/verify-by-order';
import { atCall, momentsOf } from '../support/at-call';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const sender = { key: '198.51.100.1', isGateway: false };
const comeBack = (deps: VerifyByOrderDeps, merchantUid: string) =>
  track.verifyByOrder(deps, { merchantUid, saysFailed: true, sender });

/** The payments at i'mport when the buyer returns, and what happens there just before the webhook. */
const CASES: Readonly<Record<string, (merchantUid: string) => { impUid: string; meanwhile?: () => unknown }>> = {
  'the payment that is found too': (merchantUid) => ({ impUid: track.pay(merchantUid) }),
  'a payment that was not there before': (merchantUid) => {
    const impUid = track.pay(merchantUid, { status: 'ready' });
    return { impUid, meanwhile: () => track.sandbox().payments.approve(impUid) };
  },
  'a failed one that is approved late': (merchantUid) => {
    const impUid = track.pay(merchantUid, { status: 'failed' });
    return { impUid, meanwhile: () => track.sandbox().payments.approve(impUid) };
  },
  'a deposit': (merchantUid) => {
    const impUid = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
    track.sandbox().payments.issueVirtualAccount(impUid);
    return { impUid, meanwhile: () => track.sandbox().payments.deposit(impUid) };
  },
  'a second payment': (merchantUid) => {
    track.pay(merchantUid);
    return { impUid: track.pay(merchantUid) };
  },
};

const ofOrder = (merchantUid: string) =>
  track
    .sandbox()
    .payments.all()
    .filter((payment) => payment.merchant_uid === merchantUid);

test.each(Object.keys(CASES))('a return without imp_uid races with a webhook of %s, at every await', async (name) => {
  const raceCase = CASES[name]!;
  const quiet = await track.order();
  raceCase(quiet);
  const moments = await momentsOf(track.byOrderDeps(), (deps) => comeBack(deps, quiet));
  expect(moments.map(({ name: call }) => call)).toEqual(expect.arrayContaining(['findOrder', 'findAttempts']));

  for (const moment of moments) {
    const merchantUid = await track.order();
    const { impUid, meanwhile } = raceCase(merchantUid);
    const land = async () => {
      meanwhile?.();
      await track.verify(track.verifyDeps(), { impUid, merchantUid, source: 'webhook' });
    };
    const { deps, hasCome } = atCall(track.byOrderDeps(), moment, land);
    const { verification } = await comeBack(deps, merchantUid);
    const problems = await track.violations(merchantUid);
    const { state } = await track.findOrder(merchantUid);
    // The answer never contradicts what was recorded before it.
    if (verification.outcome === 'success') expect(state).toBe('paid');
    // No payments are fetched for a settled order: their own reports find its other payments.
    for (const { imp_uid } of ofOrder(merchantUid)) {
      await track.verify(track.verifyDeps(), { impUid: imp_uid, merchantUid, source: 'webhook' });
    }
    problems.push(...(await track.problems(merchantUid)));
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});
