import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../iamport/create-sandbox';

/** More than i'mport is asked at once for reports, so that some wait in the queue of another's call. */
export const PAYMENTS = 60;
/** Reports of one payment at one moment: they share a look-up. */
export const SHARED = 5;

/** What must not be exported. The ids of orders and payments begin with these words. */
export const SECRETS = {
  merchant_uid: 'trcorder',
  'customer id': 'trccustomer-4711',
  "buyer's name": 'Trcbuyer Kim',
  "buyer's phone": '010-4711-1147',
  "buyer's phone, digits alone": '01047111147',
  "buyer's e-mail": 'trcbuyer@shop.example',
  "buyer's browser": 'Trcbrowser/4711',
  "buyer's address": '203.0.113.47',
  'product name': 'Trcchair',
  'orders key': 'trc-orders-key-0123456789',
  'API secret': 'trc-api-secret-0123456789',
};
/** A trace that a browser claims to be part of. */
export const CLAIMED_TRACE = 'deadbeef'.repeat(4);

const BROWSER = {
  'user-agent': SECRETS["buyer's browser"],
  'x-forwarded-for': SECRETS["buyer's address"],
  traceparent: `00-${CLAIMED_TRACE}-00f067aa0ba902b7-01`,
  baggage: `phone=${SECRETS["buyer's phone"]}`,
};

/** What was sent to the service, by method and route. */
export type Sent = ReadonlyMap<string, number>;

interface UseOptions {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly runId: string;
}

/** Registers orders, and reports their payments in every way, with all that a buyer has. @returns what was sent */
export async function useService({ url, sandbox, runId }: UseOptions): Promise<Sent> {
  const sent = new Map<string, number>();
  let made = 0;

  /** @param route counts the request; null where the service has none for it */
  async function ask(method: string, path: string, route: string | null, headers: object, body?: object) {
    const name = route === null ? method : `${method} ${route}`;
    sent.set(name, (sent.get(name) ?? 0) + 1);
    const json = body && { body: JSON.stringify(body) };
    const reply = await fetch(url + path, {
      method,
      headers: { ...BROWSER, 'content-type': 'application/json', ...headers },
      ...json,
    });
    await reply.text();
    return reply.status;
  }
  const asShop = { authorization: `Bearer ${SECRETS['orders key']}` };
  const get = (path: string, route: string) => ask('GET', path, route, asShop);
  const post = (path: string, route: string, body: object) => ask('POST', path, route, asShop, body);
  const report = (ids: object) => ask('POST', '/payments/complete', '/payments/complete', {}, ids);

  async function order() {
    const merchant_uid = `${SECRETS.merchant_uid}${runId}x${(made += 1)}`;
    const [name, tel, email] = [SECRETS["buyer's name"], SECRETS["buyer's phone"], SECRETS["buyer's e-mail"]];
    const buyer = { name, tel, email };
    const terms = { merchant_uid, name: SECRETS['product name'], amount: 1_004 };
    await post('/orders', '/orders', { ...terms, customer_id: SECRETS['customer id'], buyer });
    const { imp_uid } = sandbox.payments.create({
      ...terms,
      status: 'paid',
      buyer_name: name,
      buyer_tel: tel,
      buyer_email: email,
    });
    return { imp_uid, merchant_uid };
  }

  const orders = [];
  for (let at = 0; at < PAYMENTS; at += 1) orders.push(await order());
  const [first] = orders;
  if (first === undefined) throw new Error('no order');
  sandbox.faults.set({ kind: 'latency', delayMs: 100 });
  await Promise.all(orders.map(report));

  const shared = await order();
  const query = new URLSearchParams(shared).toString();
  const redirect = () => ask('GET', `/payments/complete?${query}`, '/payments/complete', {});
  await Promise.all(Array.from({ length: SHARED }, redirect));
  sandbox.faults.clear();

  const webhook = await order();
  await ask('POST', '/payments/webhook', '/payments/webhook', {}, { ...webhook, status: 'paid' });

  const { merchant_uid } = first;
  await get(`/orders/${merchant_uid}`, '/orders/:merchant_uid');
  await get(`/orders/${merchant_uid}/timeline`, '/orders/:merchant_uid/timeline');
  await get(`/orders?customer_id=${SECRETS['customer id']}`, '/orders');
  await post('/orders', '/orders', { merchant_uid, name: SECRETS['product name'], amount: 1 });
  const cancel = { request_id: 'whole', all: true, reason: SECRETS["buyer's name"] };
  await post(`/orders/${merchant_uid}/cancel`, '/orders/:merchant_uid/cancel', cancel);
  await ask('GET', `/buyers/${SECRETS['customer id']}`, null, {});

  const unanswered = await order();
  sandbox.faults.set({ kind: 'status', status: 500 });
  await report(unanswered);
  sandbox.faults.clear();
  return sent;
}

/** The service listens before it has looked at its indexes, and delivers and polls after it. */
export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(`${url}/readyz`)).status === 200) return;
    await sleep(50);
  }
  throw new Error('the service does not become ready');
}
