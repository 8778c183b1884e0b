import { setTimeout as sleep } from 'node:timers/promises';
import type { NewPayment } from '../sandbox/iamport/payments/payment';
import type { Arena } from './arena';
import { cancelPayment } from './cancel-payment';
import { sendOnce, sendUntilAnswered, type Request } from './send';
import { AMOUNT, DECK } from './stories';

const MAX_PAUSE_MS = 300;
const BROWSER_TRIES = 3;

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
  let impUid = '';
  await play({
    arena,
    merchantUid,
    pay: (fields) => (impUid = pay(arena, merchantUid, fields)),
    report: (reported, source = random.pick(['callback', 'redirect'])) => report(arena, source, reported, merchantUid),
    cancel: (name, amount) => {
      const wish = { merchantUid, impUid, requestId: `${merchantUid}-${name}` };
      return cancelPayment(arena, amount === undefined ? wish : { ...wish, amount });
    },
    pause: () => sleep(random.between(0, MAX_PAUSE_MS)),
  });
}

function registration({ ordersKey }: Arena, merchant_uid: string): Request {
  const buyer = { tel: '010-1234-5678' };
  // The name is in the texts to the buyer: no two orders tell the same.
  const name = `Swivel chair ${merchant_uid}`;
  const body = { merchant_uid, name, amount: AMOUNT, customer_id: merchant_uid, buyer };
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
  source: 'callback' | 'redirect',
  imp_uid: string,
  merchant_uid: string,
): Promise<void> {
  const query = new URLSearchParams({ imp_uid, merchant_uid }).toString();
  const request: Request =
    source === 'callback'
      ? { method: 'POST', path: '/payments/complete', body: { imp_uid, merchant_uid } }
      : { method: 'GET', path: `/payments/complete?${query}` };
  for (let tries = 0; tries < BROWSER_TRIES; tries += 1) {
    const { http } = await sendOnce(arena, request);
    if (http !== 0 && http < 500) return;
    await sleep(arena.random.between(50, MAX_PAUSE_MS));
  }
}
