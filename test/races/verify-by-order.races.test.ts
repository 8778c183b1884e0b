import type { VerifyByOrderDeps } from '../../src/services/verify-by-order';
import { atCall, momentsOf } from '../support/at-call';
import { useRaceTrack } from './use-race-track';

const track = useRaceTrack();
const sender = { key: '198.51.100.1', isGateway: false };
const comeBack = (deps: VerifyByOrderDeps, merchantUid: string) =>
  track.verifyByOrder(deps, { merchantUid, saysFailed: true, sender });

/** What is at i'mport when the buyer comes back, and what happens there just before a webhook falls into it. */
const SCENES: Readonly<Record<string, (merchantUid: string) => { impUid: string; meanwhile?: () => unknown }>> = {
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

test.each(Object.keys(SCENES))('into a return without imp_uid falls a webhook of %s, at every await', async (name) => {
  const scene = SCENES[name]!;
  const quiet = await track.order();
  scene(quiet);
  const moments = await momentsOf(track.byOrderDeps(), (deps) => comeBack(deps, quiet));
  expect(moments.map(({ name: call }) => call)).toEqual(expect.arrayContaining(['findOrder', 'findAttempts']));

  for (const moment of moments) {
    const merchantUid = await track.order();
    const { impUid, meanwhile } = scene(merchantUid);
    const land = async () => {
      meanwhile?.();
      await track.verify(track.verifyDeps(), { impUid, merchantUid, source: 'webhook' });
    };
    const { deps, hasCome } = atCall(track.byOrderDeps(), moment, land);
    const { verification } = await comeBack(deps, merchantUid);
    const problems = await track.violations(merchantUid);
    const { state } = await track.findOrder(merchantUid);
    // What was recorded before the answer is never contradicted by it.
    if (verification.outcome === 'success') expect(state).toBe('paid');
    // An order that is settled is not asked about: its other payments are found by their own reports.
    for (const { imp_uid } of ofOrder(merchantUid)) {
      await track.verify(track.verifyDeps(), { impUid: imp_uid, merchantUid, source: 'webhook' });
    }
    problems.push(...(await track.problems(merchantUid)));
    expect({ moment, hasCome: hasCome(), problems }).toEqual({ moment, hasCome: true, problems: [] });
  }
});
