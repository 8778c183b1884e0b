import fc from 'fast-check';
import type { Amount } from '../../src/domain/money';
import { command, pick } from './command';
import type { Stage } from './stage';

const index = fc.nat({ max: 1_000 });
const instance = fc.nat({ max: 1 });
const moment = fc.record({ command: fc.integer({ min: 1, max: 6 }), when: fc.constantFrom('before', 'after') });
const HOUR_MS = 60 * 60_000;
const MAX_ORDERS = 4;

const anyTerms = fc.record({
  price: fc.constantFrom({ amount: 1_000, currency: 'KRW' }, { amount: 1_234, currency: 'USD' }),
  lastsHours: fc.option(fc.constantFrom(1, 24), { nil: null }),
  isMember: fc.boolean(),
});
type Terms = typeof anyTerms extends fc.Arbitrary<infer T> ? T : never;

/** The shop asks for one more order. */
export async function register(stage: Stage, terms: Terms, at = 0): Promise<void> {
  const merchantUid = `${stage.runId}-${stage.requests.size}`;
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
  await stage.attempt(at, ({ services }) => services.registerOrder(request));
}

const API_FAULTS = [
  { kind: 'status', status: 429 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 401 },
  { kind: 'broken-json' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'null-response' },
  { kind: 'connection-reset' },
] as const;

/** More often than crashes, or most of a life would be spent dead. */
const restart = command('restart', {
  args: fc.record({ instance }),
  canRun: (stage, { instance: at }) => stage.process(at).life.isOver(),
  run: async (stage, { instance: at }) => stage.restart(at),
});

/** What the shop, the machine and the clock do to the service. */
export const serviceCommands = [
  command('register', {
    args: fc.record({ terms: anyTerms, instance }),
    canRun: (stage) => stage.requests.size < MAX_ORDERS,
    run: (stage, { terms, instance: at }) => register(stage, terms, at),
  }),
  command('amend', {
    args: fc.record({ order: index, amount: fc.constantFrom(10, 12), instance }),
    run: async (stage, { order, amount, instance: at }) => {
      const request = pick([...stage.requests.values()], order)!;
      const { merchantUid } = request;
      await stage.attempt(at, ({ services }) => services.amendOrder({ merchantUid, amount }));
      const [stored] = await stage.readOrders([merchantUid]);
      if (stored !== undefined) stage.requests.set(merchantUid, { ...request, amount: stored.amount });
    },
  }),
  command('confirm', {
    args: fc.record({ payment: index, instance }),
    canRun: (stage) => stage.payments().length > 0,
    run: async (stage, { payment, instance: at }) => {
      const { imp_uid: impUid, merchant_uid: merchantUid, amount, currency } = pick(stage.payments(), payment)!;
      const asked = { impUid, merchantUid, amount, currency };
      const answer = await stage.attempt(at, ({ services }) => services.confirmPayment(asked));
      const request = stage.requests.get(merchantUid)!;
      const decimal = request.currency === 'USD' ? request.amount / 100 : request.amount;
      const isForged = amount !== decimal || currency !== request.currency;
      if (isForged && (answer as { goOn: boolean } | undefined)?.goOn) throw new Error(`${impUid} may be approved`);
    },
  }),
  command('API fault', {
    args: fc.record({ fault: fc.constantFrom(...API_FAULTS), when: fc.constantFrom('before', 'after') }),
    run: async ({ sandbox }, { fault, when }) => sandbox.faults.set({ ...fault, when, times: 1 }),
  }),
  command('carrier fault', {
    args: fc.record({ times: fc.integer({ min: 1, max: 3 }) }),
    run: async ({ carried }, { times }) => carried.failNext(times),
  }),
  command('deliver', {
    args: fc.record({ instance }),
    run: (stage, { instance: at }) => stage.attempt(at, ({ passes }) => passes.delivery()),
  }),
  command('deliver, both at once', {
    args: moment,
    run: (stage, at) =>
      stage.attempt(0, ({ passes }) => passes.delivery(), {
        ...at,
        act: () => stage.attempt(1, ({ passes }) => passes.delivery()),
      }),
  }),
  command('crash while delivering', {
    args: fc.record({ instance, moment }),
    run: (stage, { instance: at, moment: when }) =>
      stage.attempt(at, ({ passes }) => passes.delivery(), {
        ...when,
        act: async () => stage.instance(at).life.end(),
      }),
  }),
  command('prepare', {
    args: fc.record({ instance }),
    run: (stage, { instance: at }) => stage.attempt(at, ({ passes }) => passes.prepare?.() ?? Promise.resolve()),
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
