import fc from 'fast-check';
import type { Payment } from '../../sandbox/iamport/payments/payment';
import { holdsMoney, isOpenAccount } from '../../chaos/truth/truth-rules';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import type { CancelResult } from '../../src/services/cancel-order';
import { buildCancelRequest } from '../support/build-cancel-request';
import type { Interruption } from '../support/create-life';
import { SHOP_REASON } from './cancel-truth';
import { command, pick } from './command';
import { finishRefunds, reconcile, runPasses, seeToCancels } from './settle';
import type { Instance, Stage } from './stage';
import { anyMove, moveTruth } from './truth-moves';
import { ACTOR } from '../support/actor';

const index = fc.nat({ max: 1_000 });
const instance = fc.nat({ max: 1 });
const moment = fc.record({ command: fc.integer({ min: 1, max: 10 }), when: fc.constantFrom('before', 'after') });

const anyCancel = fc.record({
  payment: index,
  /** Left out, it is the payment that settled the order. */
  isNamed: fc.boolean(),
  amount: fc.constantFrom(null, 1, 1, 1, 300, 5_000),
  hasAccount: fc.boolean(),
});
type CancelArgs = typeof anyCancel extends fc.Arbitrary<infer T> ? T : never;

const hasPayments = (stage: Stage) => stage.payments().length > 0;

const ACCOUNT = { holder: '홍길동', bank: '004', account: '110123456789', tel: null };

/** A request of the shop, with a key of its own, about one of these payments. */
function newRequest(stage: Stage, args: CancelArgs, payments = stage.payments()): CancelRequest {
  const { payment, isNamed, amount, hasAccount } = args;
  const { merchant_uid: merchantUid, imp_uid } = pick(payments, payment)!;
  const impUid = isNamed ? imp_uid : null;
  const requestId = `${stage.runId}-cancel-${stage.cancels.length}`;
  const request = buildCancelRequest({
    merchantUid,
    requestId,
    impUid,
    amount,
    reason: SHOP_REASON,
    refund: hasAccount ? ACCOUNT : null,
    fingerprint: JSON.stringify([impUid, amount, hasAccount]),
  });
  stage.cancels.push(request);
  return request;
}

async function send(stage: Stage, at: number, request: CancelRequest, interruption?: Interruption): Promise<void> {
  const answer = await stage.attempt(at, ({ services }) => services.cancelOrder(request, ACTOR), interruption);
  const result = answer as CancelResult | undefined;
  if (result?.result === 'recorded' && result.cancel.id !== request.requestId)
    throw new Error(`${request.requestId} was answered with ${result.cancel.id}`);
}

const LOST = { kind: 'connection-reset', when: 'after', route: 'POST /payments/cancel', times: 1 } as const;

/** What i'mport does with a cancel: at once, later, or without an answer that arrives. */
function setRefunds(stage: Stage, refund: 'at once' | 'later' | 'lost'): void {
  if (refund === 'lost') return void stage.sandbox.faults.set(LOST);
  stage.sandbox.settings.change({ cancelMode: refund === 'later' ? 'later' : 'by-pg' });
  stage.mayRefundLater ||= refund === 'later';
}

/** A report of the payment first, so that the service knows what it is asked to give back, or to revoke. */
const cancelOf = (name: string, isWanted: (payment: Payment) => boolean) => {
  const wanted = (stage: Stage) => stage.payments().filter(isWanted);
  return command(name, {
    args: fc.record({
      payment: index,
      isNamed: fc.boolean(),
      refund: fc.constantFrom('at once', 'later', 'lost'),
      instance,
    }),
    canRun: (stage) => wanted(stage).length > 0,
    async run(stage, { payment, isNamed, refund, instance: at }) {
      const { imp_uid: impUid, merchant_uid: merchantUid } = pick(wanted(stage), payment)!;
      await stage.report({ source: 'callback', impUid, merchantUid, instance: at });
      setRefunds(stage, refund);
      await send(stage, at, newRequest(stage, { payment, isNamed, amount: null, hasAccount: true }, wanted(stage)));
    },
  });
};

/** What happens meanwhile, at the other instance. */
const anyMeanwhile = fc.record({
  kind: fc.constantFrom('move', 'report', 'cancel', 'same', 'pass', 'later pass', 'reconcile'),
  move: anyMove,
  payment: index,
  cancel: anyCancel,
});
type Meanwhile = typeof anyMeanwhile extends fc.Arbitrary<infer T> ? T : never;

async function happen(stage: Stage, { kind, move, payment, cancel }: Meanwhile, same: CancelRequest): Promise<void> {
  switch (kind) {
    case 'move':
      return moveTruth(stage, move);
    case 'report': {
      moveTruth(stage, move);
      const paid = pick(stage.payments(), payment);
      if (paid === undefined) return;
      const { imp_uid: impUid, merchant_uid: merchantUid, status } = paid;
      return stage.report({
        source: 'webhook',
        impUid,
        merchantUid,
        claimsCancel: status === 'cancelled',
        instance: 1,
      });
    }
    case 'cancel':
      return send(stage, 1, newRequest(stage, cancel));
    case 'same':
      return send(stage, 1, same);
    case 'later pass':
      stage.clock.ms += 61_000;
      return runPasses(stage, 1, [seeToCancels]);
    case 'pass':
      return runPasses(stage, 1, [seeToCancels]);
    case 'reconcile':
      return runPasses(stage, 1, [reconcile]);
  }
}

const cancel = command('cancel', {
  args: fc.record({ cancel: anyCancel, instance }),
  canRun: hasPayments,
  run: (stage, { cancel: args, instance: at }) => send(stage, at, newRequest(stage, args)),
});

/** A pass by itself, with something else falling into it, and with its instance dying in the middle. */
const passCommands = (name: string, pass: (instance: Instance) => Promise<unknown>) => [
  command(name, {
    args: fc.record({ instance }),
    run: (stage, { instance: at }) => runPasses(stage, at, [pass]),
  }),
  command(`${name}, raced`, {
    args: fc.record({ moment, meanwhile: anyMeanwhile }),
    canRun: ({ cancels }) => cancels.length > 0,
    run: (stage, { moment: at, meanwhile }) =>
      runPasses(stage, 0, [pass], { ...at, act: () => happen(stage, meanwhile, stage.cancels[0]!) }),
  }),
  command(`${name}, crashing`, {
    args: fc.record({ instance, moment }),
    run: (stage, { instance: at, moment: when }) =>
      runPasses(stage, at, [pass], { ...when, act: async () => stage.instance(at).life.end() }),
  }),
];

/** The shop's cancels, and what carries on with them and with what was lost. */
export const cancelCommands = [
  cancel,
  cancel,
  // What is rare where a payment of any kind is picked.
  cancelOf('cancel of an account', isOpenAccount),
  cancelOf('cancel of money', holdsMoney),
  cancelOf('cancel of money', holdsMoney),
  command('cancel again', {
    args: fc.record({ request: index, isOther: fc.boolean(), instance }),
    canRun: ({ cancels }) => cancels.length > 0,
    async run(stage, { request, isOther, instance: at }) {
      const known = pick(stage.cancels, request)!;
      if (!isOther) return send(stage, at, known);
      const isRecorded = (await stage.readOrders([known.merchantUid])).some(({ cancels }) =>
        cancels.some(({ id }) => id === known.requestId),
      );
      if (!isRecorded) return;
      const other = { ...known, amount: 2, fingerprint: 'another one' };
      const answer = await stage.attempt(at, ({ services }) => services.cancelOrder(other, ACTOR));
      const { result = 'requestConflict' } = (answer ?? {}) as Partial<CancelResult>;
      if (result !== 'requestConflict') throw new Error(`${known.requestId} with another content: ${result}`);
    },
  }),
  command('cancel race', {
    args: fc.record({ cancel: anyCancel, moment, meanwhile: anyMeanwhile }),
    canRun: hasPayments,
    async run(stage, { cancel: args, moment: at, meanwhile }) {
      const request = newRequest(stage, args);
      await send(stage, 0, request, { ...at, act: () => happen(stage, meanwhile, request) });
    },
  }),
  command('crash while cancelling', {
    args: fc.record({ cancel: anyCancel, instance, moment }),
    canRun: hasPayments,
    run: (stage, { cancel: args, instance: at, moment: when }) =>
      send(stage, at, newRequest(stage, args), { ...when, act: async () => stage.instance(at).life.end() }),
  }),
  ...passCommands('cancel pass', seeToCancels),
  command('refunds later', {
    args: fc.record({ refund: fc.constantFrom('later', 'at once') }),
    run: async (stage, { refund }) => setRefunds(stage, refund),
  }),
  command('refunds through', { args: fc.constant({}), run: async (stage) => finishRefunds(stage) }),
  ...passCommands('reconcile', reconcile),
];
