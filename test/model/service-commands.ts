import fc from 'fast-check';
import type { Amount } from '../../src/domain/money';
import { command, pick } from './command';
import { deliver, prepare } from './settle';
import type { Stage } from './stage';
import { ACTOR } from '../support/actor';

const index = fc.nat({ max: 1_000 });
const instance = fc.nat({ max: 1 });
const moment = fc.record({ command: fc.integer({ min: 1, max: 6 }), when: fc.constantFrom('before', 'after') });
const HOUR_MS = 60 * 60_000;
export const MAX_ORDERS = 4;
/** How often a message is tried in this test: as few times as show all that a try may come to. */
export const MAX_TRIES = 3;

/** Of an order. */
export const anyOrder = fc.record({
  price: fc.constantFrom({ amount: 1_000, currency: 'KRW' }, { amount: 1_234, currency: 'USD' }),
  lastsHours: fc.option(fc.constantFrom(1, 24), { nil: null }),
  isMember: fc.boolean(),
});
type Terms = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

/** The key that the shop's next order gets. */
export const nextKey = ({ runId, requests }: Stage) => `${runId}-${requests.size}`;

/** The shop asks for one more order. */
export async function register(stage: Stage, terms: Terms, at = 0): Promise<void> {
  const merchantUid = nextKey(stage);
  const request = {
    merchantUid,
    name: 'Norway swivel chair',
    amount: terms.price.amount as Amount,
    currency: terms.price.currency,
    customerId: terms.isMember ? `customer-${merchantUid}` : null,
    buyer: terms.isMember ? { tel: '010-1234-5678' } : null,
    expiresAt: terms.lastsHours === null ? null : new Date(stage.clock.ms + terms.lastsHours * HOUR_MS),
  };
  stage.requests.set(merchantUid, request);
  await stage.attempt(at, ({ services }) => services.registerOrder(request, ACTOR));
}

/** A clear no, which never follows on what was carried out. */
const REFUSALS = [
  { kind: 'status', status: 429 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 401 },
  { kind: 'null-response' },
] as const;
/** What says nothing of what became of the call. */
const BREAKDOWNS = [
  { kind: 'status', status: 502 },
  { kind: 'broken-json' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'connection-reset' },
] as const;
const anyFault = fc.oneof(
  fc.constantFrom(...REFUSALS).map((fault) => ({ ...fault, when: 'before' as const })),
  fc
    .record({ fault: fc.constantFrom(...BREAKDOWNS), when: fc.constantFrom('before', 'after') })
    .map(({ fault, when }) => ({ ...fault, when })),
);
const CANCEL = 'POST /payments/cancel';

/** More often than crashes, or most of a life would be spent dead. */
const restart = command('restart', {
  args: fc.record({ instance }),
  canRun: (stage, { instance: at }) => stage.process(at).life.isOver(),
  run: async (stage, { instance: at }) => stage.restart(at),
});

/** What the shop, the machine and the clock do to the service. */
export const serviceCommands = [
  command('register', {
    args: fc.record({ terms: anyOrder, instance }),
    canRun: (stage) => stage.requests.size < MAX_ORDERS,
    run: (stage, { terms, instance: at }) => register(stage, terms, at),
  }),
  command('amend', {
    args: fc.record({ order: index, amount: fc.constantFrom(10, 12), instance }),
    run: async (stage, { order, amount, instance: at }) => {
      const request = pick([...stage.requests.values()], order)!;
      const { merchantUid } = request;
      await stage.attempt(at, ({ services }) => services.amendOrder({ merchantUid, amount }, ACTOR));
      const [stored] = await stage.readOrders([merchantUid]);
      if (stored !== undefined) stage.requests.set(merchantUid, { ...request, amount: stored.amount });
    },
  }),
  command('confirm', {
    args: fc.record({ payment: index, instance }),
    canRun: (stage) => stage.payments().length > 0,
    run: async (stage, { payment, instance: at }) => {
      const { imp_uid: impUid, merchant_uid: merchantUid, amount, currency } = pick(stage.payments(), payment)!;
      const asked = { impUid, merchantUid, amount, currency, sender: { key: '198.51.100.1', isGateway: false } };
      const answer = await stage.attempt(at, ({ services }) => services.confirmPayment(asked));
      const request = stage.requests.get(merchantUid)!;
      const decimal = request.currency === 'USD' ? request.amount / 100 : request.amount;
      const isForged = amount !== decimal || currency !== request.currency;
      if (isForged && (answer as { mayApprove: boolean } | undefined)?.mayApprove)
        throw new Error(`${impUid} may be approved`);
    },
  }),
  command('API fault', {
    args: fc.record({ fault: anyFault, isOfCancel: fc.boolean() }),
    async run(stage, { fault, isOfCancel }) {
      if ('status' in fault && (fault.status === 401 || fault.status === 429)) stage.turnedAway += 1;
      stage.sandbox.faults.set({ ...fault, ...(isOfCancel && { route: CANCEL }), times: 1 });
    },
  }),
  command('PG refusal', {
    args: fc.constant({}),
    run: async ({ sandbox }) => sandbox.faults.set({ kind: 'pg-refusal', route: CANCEL, times: 1 }),
  }),
  command('carrier fault', {
    args: fc.record({ times: fc.integer({ min: 1, max: 3 }) }),
    run: async ({ carried }, { times }) => carried.failNext(times),
  }),
  command('dead receiver', {
    args: fc.record({ instance }),
    // More often than a message is tried.
    async run(stage, { instance: at }) {
      stage.carried.failNext(Infinity);
      for (let i = 0; i <= MAX_TRIES; i += 1) {
        await stage.attempt(at, deliver);
        stage.clock.ms += HOUR_MS;
      }
      stage.carried.failNext(0);
    },
  }),
  command('replay a dead letter', {
    args: fc.record({ letter: index, instance }),
    async run(stage, { letter, instance: at }) {
      const orders = await stage.readOrders([...stage.requests.keys()]);
      const dead = orders.flatMap(({ outbox }) => outbox.filter(({ deadAt }) => deadAt !== undefined));
      const id = pick(dead, letter)?.id;
      if (id !== undefined) await stage.attempt(at, ({ services }) => services.replayNotification(id, ACTOR));
    },
  }),
  command('resend an event', {
    args: fc.record({ event: index, instance, isAll: fc.boolean() }),
    async run(stage, { event, instance: at, isAll }) {
      const told = (await stage.readOrders([...stage.requests.keys()])).flatMap(({ _id, outbox }) =>
        outbox.filter(({ deliveredAt }) => deliveredAt !== null).map(({ id }) => ({ id, merchantUid: _id })),
      );
      const found = pick(told, event);
      if (found === undefined) return;
      const { id, merchantUid } = found;
      await stage.attempt(at, ({ services }) =>
        isAll
          ? services.resendOrder(merchantUid, { from: null, to: null }, { actor: ACTOR })
          : services.resendMessage(id, { actor: ACTOR }),
      );
    },
  }),
  command('deliver', {
    args: fc.record({ instance }),
    run: (stage, { instance: at }) => stage.attempt(at, deliver),
  }),
  command('deliver, both at once', {
    args: moment,
    run: (stage, at) => stage.attempt(0, deliver, { ...at, act: () => stage.attempt(1, deliver) }),
  }),
  command('crash while delivering', {
    args: fc.record({ instance, moment }),
    run: (stage, { instance: at, moment: when }) =>
      stage.attempt(at, deliver, {
        ...when,
        act: async () => stage.instance(at).life.end(),
      }),
  }),
  command('prepare', {
    args: fc.record({ instance }),
    run: (stage, { instance: at }) => stage.attempt(at, prepare),
  }),
  command('crash', {
    args: fc.record({ instance }),
    run: async (stage, { instance: at }) => stage.process(at).life.end(),
  }),
  ...Array.from({ length: 4 }, () => restart),
  command('clock jump', {
    args: fc.record({ minutes: fc.constantFrom(1, 2, 10, 60, 24 * 60, 4 * 24 * 60) }),
    run: async ({ clock }, { minutes }) => (clock.ms += minutes * 60_000),
  }),
];
