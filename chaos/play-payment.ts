import { setTimeout as sleep } from 'node:timers/promises';
import type { NewPayment } from '../sandbox/iamport/payments/payment';
import type { Arena } from './arena';
import { sendOnce, sendUntilAnswered, type Request } from './send';

const AMOUNT = 64_900;
const MAX_PAUSE_MS = 300;
const BROWSER_TRIES = 3;

/** One order with what its buyer does, from the window to the refund. */
interface Play {
  readonly arena: Arena;
  readonly merchantUid: string;
  readonly pay: (fields?: Partial<NewPayment>) => string;
  /** The buyer's browser tells the shop, on a line that may break; it tries three times at most. */
  readonly report: (impUid: string, road?: 'callback' | 'redirect') => Promise<void>;
  readonly pause: () => Promise<void>;
}

const STORIES: Readonly<Record<string, { readonly weight: number; readonly play: (play: Play) => Promise<unknown> }>> =
  {
    'paid on a computer': { weight: 6, play: async ({ pay, report }) => report(pay(), 'callback') },
    'paid on a phone': { weight: 4, play: async ({ pay, report }) => report(pay(), 'redirect') },
    'browser closed': { weight: 3, play: async ({ pay }) => pay() },
    'lower amount': { weight: 2, play: async ({ pay, report }) => report(pay({ amount: 100 }), 'callback') },
    'test channel': { weight: 1, play: async ({ pay, report }) => report(pay({ sandbox: true }), 'callback') },
    'paid twice': { weight: 2, play: async ({ pay, report }) => Promise.all([report(pay()), report(pay())]) },
    'virtual account': {
      weight: 3,
      async play({ arena: { sandbox }, pay, report, pause }) {
        const impUid = pay({ status: 'ready', pay_method: 'vbank' });
        await report(impUid);
        await pause();
        sandbox.payments.deposit(impUid);
      },
    },
    'declined, then approved': {
      weight: 2,
      async play({ arena: { sandbox }, pay, report, pause }) {
        const impUid = pay({ status: 'ready' });
        sandbox.payments.decline(impUid);
        await report(impUid);
        await pause();
        sandbox.payments.approve(impUid);
      },
    },
    'cancelled in the console': {
      weight: 3,
      async play({ arena: { sandbox, random }, pay, report, pause }) {
        const impUid = pay();
        await report(impUid);
        await pause();
        sandbox.payments.consoleCancel(impUid, { amount: 900 });
        await pause();
        if (random.chance(0.5)) sandbox.payments.consoleCancel(impUid);
      },
    },
    "somebody else's payment": {
      weight: 1,
      async play({ arena: { sandbox, random }, report }) {
        const others = sandbox.payments.all();
        if (others.length > 0) await report(random.pick(others).imp_uid);
      },
    },
  };

const DECK = Object.values(STORIES).flatMap(({ weight, play }) => Array.from({ length: weight }, () => play));

const API_FAULTS = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
  { kind: 'connection-reset' },
  { kind: 'broken-json' },
  { kind: 'latency', delayMs: 500 },
  { kind: 'no-answer' },
] as const;

/** The shop registers an order until it is told that it has one; then its buyer does as one of the stories says. */
export async function playPayment(arena: Arena, merchantUid: string): Promise<void> {
  const { random } = arena;
  const play = random.pick(DECK);
  await sendUntilAnswered(arena, registration(arena, merchantUid));
  await play({
    arena,
    merchantUid,
    pay: (fields) => pay(arena, merchantUid, fields),
    report: (impUid, road = random.pick(['callback', 'redirect'])) => report(arena, road, impUid, merchantUid),
    pause: () => sleep(random.between(0, MAX_PAUSE_MS)),
  });
}

function registration({ ordersKey }: Arena, merchant_uid: string): Request {
  const buyer = { tel: '010-1234-5678' };
  const body = { merchant_uid, name: 'Norway swivel chair', amount: AMOUNT, customer_id: merchant_uid, buyer };
  return { method: 'POST', path: '/orders', body, headers: { authorization: `Bearer ${ordersKey}` } };
}

/** A payment at i'mport, whose webhooks and look-ups meet with all sorts of accidents. */
function pay(arena: Arena, merchantUid: string, fields: Partial<NewPayment> = {}): string {
  const { sandbox, random, instances } = arena;
  const { status = 'paid', ...rest } = fields;
  const isAccount = rest.pay_method === 'vbank';
  const noticeUrls = [`${random.pick(instances).url}/payments/webhook`];
  const payment = { merchant_uid: merchantUid, amount: AMOUNT, status: 'ready', ...rest };
  const { imp_uid: impUid } = sandbox.payments.create(payment, { noticeUrls });
  disturbWebhooks(arena, impUid);
  if (random.chance(0.15)) sandbox.faults.set({ ...random.pick(API_FAULTS), impUid, times: 1 });
  if (isAccount) sandbox.payments.issueVirtualAccount(impUid);
  else if (status === 'paid') sandbox.payments.approve(impUid);
  return impUid;
}

function disturbWebhooks({ sandbox, random }: Arena, impUid: string): void {
  const accident = random.pick(['none', 'none', 'drop', 'copies', 'reorder', 'delay'] as const);
  if (accident === 'drop') sandbox.webhooks.rules.set({ impUid, drop: true, times: random.between(1, 3) });
  if (accident === 'copies') sandbox.webhooks.rules.set({ impUid, copies: random.between(2, 4), times: 3 });
  if (accident === 'reorder') sandbox.webhooks.rules.set({ impUid, reorder: random.between(2, 5), times: 3 });
  if (accident === 'delay') sandbox.webhooks.rules.set({ impUid, delayMs: random.between(1, 800), times: 3 });
}

async function report(
  arena: Arena,
  road: 'callback' | 'redirect',
  imp_uid: string,
  merchant_uid: string,
): Promise<void> {
  const query = new URLSearchParams({ imp_uid, merchant_uid }).toString();
  const request: Request =
    road === 'callback'
      ? { method: 'POST', path: '/payments/complete', body: { imp_uid, merchant_uid } }
      : { method: 'GET', path: `/payments/complete?${query}` };
  for (let tries = 0; tries < BROWSER_TRIES; tries += 1) {
    const status = await sendOnce(arena, request);
    if (status !== 0 && status < 500) return;
    await sleep(arena.random.between(50, MAX_PAUSE_MS));
  }
}
