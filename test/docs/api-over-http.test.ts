import { useCheckout } from '../support/checkout';
import { ORDERS_API_KEY } from '../support/service-settings';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';
import { routesOfApp } from './routes-of-app';

/** What the documents say of requests and answers, tried on the running service. */
const checkout = useCheckout();

/** The cancel of the example, as curl would send it for another order. */
async function cancelLikeTheExample(merchantUid: string): Promise<Response> {
  const text = read('docs', 'cancelling.md');
  const [, url = '', options = ''] = /curl -X POST (https:\S+\/cancel) \\\n((?: {2}-.*\n)+)/.exec(text) ?? [];
  const headers = new Headers();
  for (const [, name = '', value = ''] of options.matchAll(/-H ["']([^"':]+): ([^"']+)["']/g)) {
    headers.set(name, value.replace('$ORDERS_API_KEY', ORDERS_API_KEY));
  }
  const body = /-d '([^']+)'/.exec(options)?.[1] ?? '';
  const path = new URL(url).pathname.replace(/(?<=^\/orders\/)[^/]+/, merchantUid);
  return fetch(checkout.url() + path, { method: 'POST', headers, body });
}

/** An order in which every list holds something: paid, cancelled in part, paid a second time. */
async function eventfulOrder() {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { pay_method: 'card' });
  await checkout.callback(impUid, merchantUid);
  const reply = await cancelLikeTheExample(merchantUid);
  await checkout.callback(checkout.pay(merchantUid), merchantUid);
  return { merchantUid, impUid, reply };
}

test('the cancel of the example gives back what it says', async () => {
  const { impUid, reply } = await eventfulOrder();
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({
    status: 'cancelDone',
    cancel: { status: 'done', amount: 10_000 },
    order: { status: 'partially_cancelled' },
  });
  expect(checkout.sandbox().payments.get(impUid)).toMatchObject({
    cancel_amount: 10_000,
    cancel_history: [{ amount: 10_000, reason: '부분 반품' }],
  });
});

test.each(LANGUAGES)('api.md in $name names every field of an order and of its lists', async ({ folder }) => {
  const { merchantUid } = await eventfulOrder();
  const order = (await checkout.read(merchantUid)) as unknown as Record<string, unknown>;
  const fieldsOf = (list: string) => Object.keys((order[list] as readonly object[])[0] ?? {});
  const [header, ...rows] =
    tablesOf(read(folder, 'api.md')).find((table) => table.some(([name]) => name === '`cancels`')) ?? [];
  expect(header).toHaveLength(2);
  expect(rows.flatMap(([names = '']) => codesIn(names)).toSorted()).toEqual(Object.keys(order).toSorted());
  for (const list of ['cancels', 'attention', 'history']) {
    const named = codesIn(rows.find(([name]) => name === `\`${list}\``)?.[1] ?? '');
    expect(fieldsOf(list)).not.toEqual([]);
    expect(fieldsOf(list).filter((field) => !named.includes(field))).toEqual([]);
  }
});

test('an order shows by which keys i’mport and the PG know its payment, and where its slip is', async () => {
  const { merchantUid, impUid } = await eventfulOrder();
  const atIamport = checkout.sandbox().payments.get(impUid);
  expect([atIamport?.pg_tid, atIamport?.receipt_url]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  const { payments } = await checkout.read(merchantUid);
  expect(payments.find(({ imp_uid }) => imp_uid === impUid)).toMatchObject({
    pg_tid: atIamport?.pg_tid,
    receipt_url: atIamport?.receipt_url,
  });
});

test.each(routesOfApp().filter((route) => / \/(orders|outbox|exports)/.test(route)))(
  '%s is opened by the orders key alone',
  async (route) => {
    const [method = '', path = ''] = route.split(' ');
    const merchantUid = await checkout.order();
    const before = await checkout.stored(merchantUid);
    const url = checkout.url() + path.replace(':merchant_uid', merchantUid);
    for (const authorization of ['', 'Bearer wrong', `Bearer ${ORDERS_API_KEY}x`]) {
      expect((await fetch(url, { method, headers: { authorization } })).status).toBe(401);
    }
    expect(await checkout.stored(merchantUid)).toEqual(before);
  },
);
