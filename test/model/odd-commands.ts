import fc from 'fast-check';
import type { Amount } from '../../src/domain/money';
import type { OrderDocument } from '../../src/store/order.model';
import { command, pick } from './command';
import { anyOrder, MAX_ORDERS, nextKey, register } from './service-commands';
import type { Stage } from './stage';
import { anyTerms, openWindow } from './truth-moves';
import { ACTOR } from '../support/actor';

const index = fc.nat({ max: 1_000 });
const instance = fc.nat({ max: 1 });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** More than may be told of in an hour. */
const ACCOUNTS_AT_ONCE = 4;
const TOLD_IN_AN_HOUR = 3;

const accountTexts = ({ outbox }: OrderDocument) =>
  outbox.filter(({ message }) => message.channel === 'sms' && message.text.startsWith('[가상계좌 안내]')).length;

async function read({ readOrders }: Stage, merchantUid: string): Promise<OrderDocument | undefined> {
  return (await readOrders([merchantUid]))[0];
}

/** A person agrees to a payment that is held; the service may refuse. */
async function accept(
  stage: Stage,
  { merchantUid, impUid, at }: { readonly merchantUid: string; readonly impUid: string; readonly at: number },
): Promise<void> {
  await stage.attempt(at, ({ services }) => services.acceptPayment({ merchantUid, impUid, reason: '확인' }, ACTOR));
  const stored = await read(stage, merchantUid);
  const request = stage.requests.get(merchantUid)!;
  if (stored === undefined) return;
  // It may have taken the amount that the order had before.
  stage.requests.set(merchantUid, { ...request, amount: stored.amount });
  if (stored.history.some(({ source }) => source === 'accept')) stage.seen.add('accepted');
}

/** Accounts are issued for an order, and each is reported. @returns those that the order waits for by now */
async function issueAccounts(stage: Stage, merchantUid: string, at: number): Promise<number> {
  const request = stage.requests.get(merchantUid)!;
  const terms = { method: 'vbank', flaw: null, isPaid: false, provider: 'html5_inicis' } as const;
  const impUids: string[] = [];
  for (let i = 0; i < ACCOUNTS_AT_ONCE; i += 1) {
    const impUid = openWindow(stage, request, terms);
    impUids.push(impUid);
    await stage.report({ source: 'callback', impUid, merchantUid, instance: at });
  }
  const payments = (await read(stage, merchantUid))?.payments ?? [];
  return payments.filter(({ impUid, outcome }) => outcome === 'vbankIssued' && impUids.includes(impUid)).length;
}

/** Those that a person is asked about; of all payments, few are. */
async function heldPayments({ requests, readOrders, payments }: Stage) {
  const orders = await readOrders([...requests.keys()]);
  const isHeld = ({ outcome }: { readonly outcome: string }) => outcome === 'paymentHeld' || outcome === 'orderClosed';
  const ids = orders.flatMap((order) => order.payments.filter(isHeld).map(({ impUid }) => impUid));
  return payments().filter(({ imp_uid }) => ids.includes(imp_uid));
}

/** What honest buyers do not do, and what a person makes of it. */
export const oddCommands = [
  command('pay before the order is registered', {
    args: fc.record({
      order: anyOrder,
      payment: anyTerms,
      // More than an hour, or less: then the order was only registered late.
      ageMs: fc.constantFrom(HOUR_MS / 2, 2 * HOUR_MS, 30 * HOUR_MS),
      isReported: fc.boolean(),
      isAccepted: fc.boolean(),
      instance,
    }),
    canRun: ({ requests }) => requests.size < MAX_ORDERS,
    async run(stage, { order, payment, ageMs, isReported, isAccepted, instance: at }) {
      const merchantUid = nextKey(stage);
      const price = { merchantUid, amount: order.price.amount as Amount, currency: order.price.currency };
      const impUid = openWindow(stage, price, payment);
      if (isReported) await stage.report({ source: 'callback', impUid, merchantUid, instance: at });
      stage.clock.ms += ageMs;
      await register(stage, order, at);
      if (isAccepted) await accept(stage, { merchantUid, impUid, at });
    },
  }),
  command('pay twice', {
    // A day later all orders with an end are over: both are late then.
    args: fc.record({ order: index, hours: fc.constantFrom(0, 25), isAccepted: fc.boolean(), instance }),
    async run(stage, { order, hours, isAccepted, instance: at }) {
      const request = pick([...stage.requests.values()], order)!;
      const { merchantUid } = request;
      stage.clock.ms += hours * HOUR_MS;
      const terms = { method: 'card', flaw: null, isPaid: true, provider: 'html5_inicis' } as const;
      for (const impUid of [openWindow(stage, request, terms), openWindow(stage, request, terms)]) {
        await stage.report({ source: 'callback', impUid, merchantUid, instance: at });
        if (isAccepted) await accept(stage, { merchantUid, impUid, at });
      }
    },
  }),
  command('accept', {
    args: fc.record({ payment: index, isHeld: fc.boolean(), instance }),
    canRun: (stage) => stage.payments().length > 0,
    async run(stage, { payment, isHeld, instance: at }) {
      const held = isHeld ? await heldPayments(stage) : [];
      const { imp_uid: impUid, merchant_uid: merchantUid } = pick(held, payment) ?? pick(stage.payments(), payment)!;
      await accept(stage, { merchantUid, impUid, at });
    },
  }),
  command('account flood', {
    args: fc.record({ order: index, hours: fc.integer({ min: 1, max: 4 }), instance }),
    async run(stage, { order, hours, instance: at }) {
      const merchantUid = pick([...stage.requests.keys()], order)!;
      for (let hour = 0; hour < hours; hour += 1) {
        const before = await read(stage, merchantUid);
        const issued = await issueAccounts(stage, merchantUid, at);
        const after = await read(stage, merchantUid);
        if (before === undefined || after === undefined) continue;
        const texts = accountTexts(after) - accountTexts(before);
        if (texts > TOLD_IN_AN_HOUR) throw new Error(`${merchantUid}: ${texts} texts tell of accounts within an hour`);
        const isTold = after.attention.some(({ reason }) => reason === 'tooManyAccounts');
        if (issued === ACCOUNTS_AT_ONCE && !isTold)
          throw new Error(`${merchantUid}: ${issued} accounts in an hour, and nobody was told`);
        stage.clock.ms += HOUR_MS + 1;
      }
    },
  }),
];
