import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../iamport/create-sandbox';
import type { Checks } from './checks';

/** Five seconds, on a busy machine too. */
const READY_TRIES = 100;
const READY_PAUSE_MS = 50;

/** What the running server is asked with. */
export interface PaymentsDeps {
  readonly url: string;
  readonly ordersKey: string;
  /** Makes the order keys of this run differ from those of others in the same database. */
  readonly runId: string;
  readonly sandbox: Sandbox;
  readonly checks: Checks;
}

/** Health, an order, its payment by all three roads. */
export async function takesPayments(deps: PaymentsDeps): Promise<void> {
  const {
    url,
    ordersKey,
    runId,
    sandbox,
    checks: { check },
  } = deps;
  const order = { merchant_uid: `${runId}-1`, name: 'Smoke', amount: 1004, buyer: { tel: '010-1234-5678' } };
  const json = { 'Content-Type': 'application/json' };
  const key = { Authorization: `Bearer ${ordersKey}` };
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    return { http: response.status, text: await response.text() };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = json) =>
    ask(path, { method: 'POST', headers, body: JSON.stringify(body) });

  check((await ask('/healthz')).http === 200, 'GET /healthz 200');
  check(await becomesReady(ask), 'GET /readyz 200');
  check((await post('/orders', order)).http === 401, 'POST /orders without the key 401');
  check((await post('/orders', order, { ...json, ...key })).http === 201, 'POST /orders 201');

  const { merchant_uid, amount } = order;
  const { imp_uid } = sandbox.payments.create({ merchant_uid, amount, status: 'paid' });
  const ids = { imp_uid, merchant_uid };
  const callback = await post('/payments/complete', ids);
  const isPaid = callback.text.includes('"success"') && callback.text.includes('General payment successful');
  check(callback.http === 200 && isPaid, `POST /payments/complete 200 ${callback.text}`);
  const page = await ask(`/payments/complete?${new URLSearchParams(ids).toString()}`);
  check(page.http === 200 && page.text.includes('결제가 완료되었습니다'), 'GET /payments/complete 200, a page');
  check((await post('/payments/webhook', { ...ids, status: 'paid' })).http === 200, 'POST /payments/webhook 200');
  const stored = await ask(`/orders/${merchant_uid}`, { headers: key });
  const { status, history } = JSON.parse(stored.text) as { status: string; history: unknown[] };
  check(status === 'paid' && history.length === 1, `GET /orders/${merchant_uid}: ${status} by ${history.length} move`);
}

/** The service listens before it has looked at its indexes, and is ready after it. */
async function becomesReady(ask: (path: string) => Promise<{ readonly http: number }>): Promise<boolean> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if ((await ask('/readyz')).http === 200) return true;
    await sleep(READY_PAUSE_MS);
  }
  return false;
}
