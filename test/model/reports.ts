import fc from 'fast-check';
import type { Interruption } from '../support/create-life';
import { command, pick } from './command';
import { moveTruth, anyMove } from './truth-moves';
import type { Stage } from './stage';

const index = fc.nat({ max: 1_000 });
const instance = fc.nat({ max: 1 });
const browserSource = fc.constantFrom('callback', 'redirect');
/** The third command and later are those of a lost race. */
const moment = fc.record({ command: fc.integer({ min: 1, max: 3 }), when: fc.constantFrom('before', 'after') });

const hasPayments = (stage: Stage) => stage.payments().length > 0;
const hasArrived = (stage: Stage) => stage.arrived > 0;

/** A report of the browser about a payment, under the order that it was made for. */
function browse(
  stage: Stage,
  source: 'callback' | 'redirect',
  payment: number,
  at: number,
  interruption?: Interruption,
) {
  const { imp_uid: impUid, merchant_uid: merchantUid } = pick(stage.payments(), payment)!;
  return stage.report({ source, impUid, merchantUid, instance: at, interruption });
}

/** A webhook that i'mport has sent, now or long ago; `status` and `imp_uid` are as they were then. */
async function deliver(stage: Stage, number: number, at: number, interruption?: Interruption) {
  const webhook = stage.webhooks[number];
  if (webhook === undefined) return;
  const { impUid, merchantUid, status } = webhook;
  const claimsCancel = status === 'cancelled';
  const claim = { status, cancellationId: null };
  await stage.report({ source: 'webhook', impUid, merchantUid, claimsCancel, claim, instance: at, interruption });
}

const race = command('race', {
  args: fc.record({
    payment: index,
    other: index,
    source: browserSource,
    moment,
    move: anyMove,
    isWebhook: fc.boolean(),
  }),
  canRun: hasPayments,
  // In the middle of one instance's work the truth moves, and the other instance hears of it first.
  run: (stage, { payment, other, source, moment: at, move, isWebhook }) =>
    browse(stage, source, payment, 0, {
      ...at,
      act: async () => {
        moveTruth(stage, move);
        const { imp_uid: impUid, merchant_uid: merchantUid, status } = pick(stage.payments(), other)!;
        const claimsCancel = isWebhook && status === 'cancelled';
        await stage.report({ source: isWebhook ? 'webhook' : source, impUid, merchantUid, claimsCancel, instance: 1 });
      },
    }),
});

/** Every way in which news of a payment comes, or seems to come. */
export const reportCommands = [
  command('callback', {
    args: fc.record({ payment: index, instance }),
    canRun: hasPayments,
    run: (stage, { payment, instance: at }) => browse(stage, 'callback', payment, at),
  }),
  command('redirect', {
    args: fc.record({ payment: index, instance }),
    canRun: hasPayments,
    run: (stage, { payment, instance: at }) => browse(stage, 'redirect', payment, at),
  }),
  command('webhook', {
    args: fc.record({ instance }),
    canRun: (stage) => stage.arrived < stage.webhooks.length,
    run: (stage, { instance: at }) => deliver(stage, stage.arrived++, at),
  }),
  command('lost webhook', {
    args: fc.constant({}),
    canRun: (stage) => stage.arrived < stage.webhooks.length,
    run: async (stage) => stage.arrived++,
  }),
  command('duplicate', {
    args: fc.record({ instance }),
    canRun: hasArrived,
    run: (stage, { instance: at }) => deliver(stage, stage.arrived - 1, at),
  }),
  command('stale webhook', {
    args: fc.record({ webhook: index, instance }),
    canRun: hasArrived,
    run: (stage, { webhook, instance: at }) => deliver(stage, webhook % stage.arrived, at),
  }),
  command('replay onto another order', {
    args: fc.record({ payment: index, order: index, source: browserSource, instance }),
    canRun: hasPayments,
    run: (stage, { payment, order, source, instance: at }) => {
      const { imp_uid: impUid } = pick(stage.payments(), payment)!;
      return stage.report({ source, impUid, merchantUid: pick([...stage.requests.keys()], order)!, instance: at });
    },
  }),
  command('return without payment', {
    args: fc.record({ order: index, saysFailed: fc.boolean(), instance }),
    async run(stage, { order, saysFailed, instance: at }) {
      const merchantUid = pick([...stage.requests.keys()], order)!;
      const sender = { key: 'buyer', isGateway: false };
      const answer = await stage.attempt(at, ({ services }) =>
        services.verifyByOrder({ merchantUid, saysFailed, sender }),
      );
      const { verification } = (answer ?? {}) as { verification?: { outcome: string } };
      const [stored] = await stage.readOrders([merchantUid]);
      if (verification?.outcome === 'success' && stored?.paidBy == null)
        throw new Error(`${merchantUid} was answered "success" and is not paid`);
      const isPaid = stage
        .payments()
        .some((each) => each.merchant_uid === merchantUid && each.status === 'paid' && !each.sandbox);
      if (verification?.outcome === 'failed' && isPaid)
        throw new Error(`${merchantUid} was answered "failed", and i’mport holds money of it`);
    },
  }),
  command('unknown payment', {
    args: fc.record({ order: index, source: fc.constantFrom('callback', 'redirect', 'webhook'), instance }),
    run: (stage, { order, source, instance: at }) =>
      stage.report({
        source,
        impUid: 'imp_000000000000',
        merchantUid: pick([...stage.requests.keys()], order)!,
        instance: at,
      }),
  }),
  ...Array.from({ length: 5 }, () => race),
  command('crash while verifying', {
    args: fc.record({ payment: index, source: browserSource, instance, moment }),
    canRun: hasPayments,
    run: (stage, { payment, source, instance: at, moment: when }) =>
      browse(stage, source, payment, at, { ...when, act: async () => stage.instance(at).life.end() }),
  }),
];
