import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { startReceiver, type Receiver } from './support/start-receiver';

let sandbox: Sandbox;
let shop: Receiver;
beforeEach(async () => {
  shop = await startReceiver();
  sandbox = await createSandbox({ webhookUrl: shop.url });
});
afterEach(async () => {
  await sandbox.close();
  await shop.close();
});

/** A call as a bare `curl` makes it: JSON text under a form's label. */
async function control(call: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const [method, path] = call.split(' ') as [string, string];
  const init = body === undefined ? { method } : { method, body: new URLSearchParams(), ...asForm(body) };
  const answer = await fetch(`${sandbox.url}/_sandbox${path}`, init);
  return { status: answer.status, body: await answer.json() };
}

function asForm(body: unknown): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: text };
}

const order = { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1004 };

test('GET / lists every operation with what it does', async () => {
  const { status, body } = await control('GET ');
  expect(status).toBe(200);
  const routes = body as { name: string; about: string }[];
  expect(routes.length).toBeGreaterThan(25);
  for (const { name, about } of routes) expect(`${name}: ${about}`).toMatch(/^(GET|POST|PUT|PATCH|DELETE) \/.*: .+/);
});

test('every example that the help shows is accepted', async () => {
  const { body } = await control('GET ');
  for (const { name, example } of body as { name: string; example?: object }[]) {
    if (example === undefined) continue;
    sandbox.reset();
    const imp_uid = 'imp_700000000001';
    const status = /console-cancel|webhooks/.test(name) ? 'paid' : 'ready';
    sandbox.payments.create({ imp_uid, merchant_uid: 'order-x', amount: 1004, status });
    const answer = await control(name.replace(':imp_uid', imp_uid).replace(':id', '1'), example);
    expect({ name, ...answer }).toMatchObject({ name, status: 200 });
  }
});

describe('payments', () => {
  test('create, look, change, list', async () => {
    expect(await control('POST /payments', { ...order, status: 'paid' })).toMatchObject({ status: 200, body: order });
    expect(await control('PATCH /payments/imp_1', { amount: 10.04 })).toMatchObject({ body: { amount: 10.04 } });
    expect(await control('GET /payments/imp_1')).toMatchObject({
      body: { amount: 10.04, status: 'paid', extension: {} },
    });
    expect(await control('GET /payments')).toMatchObject({ body: [{ imp_uid: 'imp_1' }] });
  });

  test('a notice_url given at creation replaces the console’s address', async () => {
    await control('POST /payments', { ...order, notice_url: `${shop.url}/own` });
    await control('POST /payments/imp_1/approve');
    await sandbox.webhooks.settled();
    expect(shop.received).toMatchObject([{ path: '/own' }]);
  });

  test('approve, decline and cancel', async () => {
    sandbox.payments.create(order);
    expect(await control('POST /payments/imp_1/decline', { reason: '한도초과' })).toMatchObject({
      body: { status: 'failed', fail_reason: '한도초과' },
    });
    expect(await control('POST /payments/imp_1/approve')).toMatchObject({ body: { status: 'paid' } });
    expect(await control('POST /payments/imp_1/console-cancel', { amount: 4 })).toMatchObject({
      body: { status: 'cancelled', cancel_amount: 4 },
    });
  });

  test('the life of a virtual account', async () => {
    sandbox.payments.create(order);
    const steps = [
      await control('POST /payments/imp_1/virtual-account', { vbank_code: '020' }),
      await control('POST /payments/imp_1/expire'),
      await control('POST /payments/imp_1/revoke'),
      await control('POST /payments/imp_1/deposit'),
    ];
    expect(steps).toMatchObject([
      { body: { status: 'ready', vbank_name: '우리은행' } },
      { body: { status: 'ready' } },
      { body: { status: 'failed', fail_reason: '계좌말소' } },
      { body: { status: 'paid' } },
    ]);
  });

  test('distort, and back', async () => {
    sandbox.payments.create(order);
    await control('PUT /payments/imp_1/distortion', { fields: { amount: 'x', added: 1 }, remove: ['currency'] });
    const { body } = await control('GET /payments/imp_1');
    expect(body).toMatchObject({ amount: 'x', added: 1 });
    expect(body).not.toHaveProperty('currency');
    await control('DELETE /payments/imp_1/distortion');
    expect(await control('GET /payments/imp_1')).toMatchObject({ body: { amount: 1004, currency: 'KRW' } });
  });
});

describe('payment windows', () => {
  const params = { merchant_uid: 'order-1', amount: 1004 };
  const opened = async (more: object = {}) => {
    const { body } = await control('POST /checkouts', { params: { ...params, ...more }, caller: { script: 'legacy' } });
    return (body as { checkout: { id: string } }).checkout.id;
  };

  test('open, look, approve', async () => {
    const id = await opened();
    expect(await control(`GET /checkouts/${id}`)).toMatchObject({ body: { merchantUid: 'order-1', state: 'open' } });
    expect(await control(`POST /checkouts/${id}/approve`, { payMethod: 'trans' })).toMatchObject({
      body: { way: 'callback', rsp: { success: true, pay_method: 'trans' } },
    });
    expect(await control('GET /checkouts')).toMatchObject({ body: [{ id, state: 'ended' }] });
  });

  test('a window that does not open says why', async () => {
    const { body } = await control('POST /checkouts', { params: { ...params, amount: '1004' } });
    expect(body).toMatchObject({ opened: false, told: { rsp: { imp_uid: null } } });
  });

  test.each([
    { button: 'decline', body: { reason: '한도초과' }, told: { rsp: { success: false, error_msg: '한도초과' } } },
    { button: 'close', body: undefined, told: { rsp: { success: false } } },
    {
      button: 'virtual-account',
      body: { vbank_code: '020' },
      told: { rsp: { success: true, vbank_name: '우리은행' } },
    },
    { button: 'approve-and-die', body: {}, told: { done: true } },
  ])('$button', async ({ button, body, told }) => {
    expect(await control(`POST /checkouts/${await opened()}/${button}`, body)).toMatchObject({
      status: 200,
      body: told,
    });
  });

  test('a window that ended is 409, an unknown one 404', async () => {
    const id = await opened();
    await control(`POST /checkouts/${id}/close`);
    expect(await control(`POST /checkouts/${id}/approve`)).toMatchObject({ status: 409 });
    expect(await control('POST /checkouts/x/approve')).toMatchObject({
      status: 404,
      body: { error: 'unknown-checkout' },
    });
  });
});

describe('faults and calls', () => {
  test('set, list, remove, clear', async () => {
    const { body } = await control('POST /faults', { kind: 'status', status: 429 });
    expect(await control('GET /faults')).toMatchObject({ body: { active: [{ fault: { status: 429 } }], held: 0 } });
    expect((await fetch(`${sandbox.url}/payments/imp_1`)).status).toBe(429);
    expect(await control(`DELETE /faults/${(body as { id: number }).id}`)).toMatchObject({ status: 200 });
    await control('POST /faults', { kind: 'empty' });
    await control('DELETE /faults');
    expect(await control('GET /faults')).toMatchObject({ body: { active: [] } });
  });

  test('calls are counted, all or by route, until they are reset', async () => {
    await fetch(`${sandbox.url}/payments/imp_1`);
    await fetch(`${sandbox.url}/payments/status/all`);
    expect(await control('GET /calls')).toMatchObject({ body: { count: 2 } });
    const one = await control(`GET /calls?route=${encodeURIComponent('GET /payments/:imp_uid')}`);
    expect(one).toMatchObject({ body: { count: 1, calls: [{ path: '/payments/imp_1' }] } });
    await control('DELETE /calls');
    expect(await control('GET /calls')).toMatchObject({ body: { count: 0 } });
  });
});

describe('webhooks', () => {
  test('send, resend, test payload, escrow, log', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    await control('POST /webhooks', { imp_uid: 'imp_1', status: 'ready', format: 'form' });
    await control('POST /webhooks/resend', { imp_uid: 'imp_1' });
    await control('POST /webhooks/test-payload', {});
    await control('POST /webhooks/escrow', { imp_uid: 'imp_1', escrow_status: 'delivered' });
    expect(shop.received).toHaveLength(4);
    expect(await control('GET /webhooks')).toMatchObject({
      body: [{ format: 'form' }, {}, {}, { outcome: 'delivered' }],
    });
    await control('DELETE /webhooks');
    expect(await control('GET /webhooks')).toEqual({ status: 200, body: [] });
  });

  test('rules: set, list, release, clear', async () => {
    await control('POST /webhooks/rules', { reorder: 5 });
    expect(await control('GET /webhooks/rules')).toMatchObject({ body: [{ rule: { reorder: 5 }, left: null }] });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    expect(shop.received).toEqual([]);
    await control('POST /webhooks/release');
    await sandbox.webhooks.settled();
    expect(shop.received).toHaveLength(1);
    await control('DELETE /webhooks/rules');
    expect(await control('GET /webhooks/rules')).toMatchObject({ body: [] });
  });
});

describe('settings, tokens, reset', () => {
  test('settings change while it runs', async () => {
    await control('PATCH /settings', { webhookFormat: 'form', webhookRetry: true });
    expect(await control('GET /settings')).toMatchObject({
      body: { webhookFormat: 'form', webhookRetry: true, webhookUrl: { live: shop.url, test: shop.url } },
    });
  });

  test('the token can be seen and ended', async () => {
    expect(await control('GET /tokens')).toEqual({ status: 200, body: null });
    const { access_token } = sandbox.tokens.issue();
    expect(await control('GET /tokens')).toMatchObject({ body: { access_token } });
    await control('DELETE /tokens');
    expect(await control('GET /tokens')).toEqual({ status: 200, body: null });
  });

  test('reset forgets everything and puts the settings back', async () => {
    sandbox.payments.create(order);
    sandbox.tokens.issue();
    sandbox.faults.set({ kind: 'empty' });
    sandbox.webhooks.rules.set({ drop: true });
    await control('PATCH /settings', { webhookUrl: null });
    await control('POST /reset');
    expect(sandbox.payments.all()).toEqual([]);
    expect(sandbox.tokens.current()).toBeUndefined();
    expect(sandbox.faults.list()).toEqual([]);
    expect(sandbox.webhooks.rules.list()).toEqual([]);
    expect(sandbox.settings.current().webhookUrl.live).toBe(shop.url);
  });
});

describe('wrong input', () => {
  test.each([
    { call: 'POST /payments', body: {}, field: 'merchant_uid' },
    { call: 'POST /payments', body: { merchant_uid: 'a' }, field: 'amount' },
    { call: 'POST /payments', body: { ...order, amount: '1004' }, field: 'amount' },
    { call: 'POST /payments', body: { ...order, vbank_date: 1.5 }, field: 'vbank_date' },
    { call: 'POST /payments', body: { ...order, notice_url: 'nowhere' }, field: 'notice_url' },
    { call: 'POST /payments', body: { ...order, cancel_history: [{}] }, field: 'cancel_history.0.pg_tid' },
    { call: 'PATCH /payments/imp_1', body: { status: 1 }, field: 'status' },
    { call: 'POST /payments/imp_1/decline', body: { reason: 7 }, field: 'reason' },
    { call: 'POST /payments/imp_1/console-cancel', body: { amount: -1 }, field: 'amount' },
    { call: 'POST /faults', body: { kind: 'latency' }, field: 'delayMs' },
    { call: 'POST /faults', body: { kind: 'x' }, field: 'kind' },
    { call: 'DELETE /faults/one', body: undefined, field: 'id' },
    { call: 'GET /calls?route=x', body: undefined, field: 'route' },
    { call: 'POST /webhooks', body: {}, field: 'imp_uid' },
    { call: 'POST /webhooks/rules', body: { copies: 'two' }, field: 'copies' },
    { call: 'PATCH /settings', body: { webhookUrl: 'ftp://x' }, field: 'webhookUrl' },
    { call: 'PATCH /settings', body: { webhookRetry: 'yes' }, field: 'webhookRetry' },
  ])('$call $body is 400 and names $field', async ({ call, body, field }) => {
    sandbox.payments.create(order);
    const answer = await control(call, body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalidRequest' } });
    const { fields } = answer.body as { fields: { field: string; message: string }[] };
    expect(fields.map((it) => it.field)).toContain(field);
  });

  test.each([
    { call: 'POST /payments', body: { ...order, merchant_id: 'x' } },
    { call: 'PATCH /payments/imp_1', body: { amuont: 1 } },
    { call: 'POST /payments/imp_1/approve', body: { reason: 'x' } },
    { call: 'PATCH /settings', body: { webhookUlr: 'x' } },
    { call: 'POST /faults', body: { kind: 'empty', tmies: 1 } },
  ])('$call with a name nobody knows is 400 and tells the name: $body', async ({ call, body }) => {
    sandbox.payments.create(order);
    const answer = await control(call, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/merchant_id|amuont|reason|webhookUlr|tmies/);
  });

  test.each([
    { call: 'POST /payments', body: '{"amount":' },
    { call: 'POST /payments', body: 'amount=1' },
  ])('$body is 400', async ({ call, body }) => {
    expect(await control(call, body)).toMatchObject({ status: 400, body: { error: 'invalidRequest' } });
  });

  test.each([
    { call: 'GET /payments/imp_9', status: 404, error: 'unknown-payment' },
    { call: 'POST /payments/imp_9/approve', status: 404, error: 'unknown-payment' },
    { call: 'DELETE /faults/9', status: 404, error: 'unknown-fault' },
    { call: 'POST /payments/imp_1/deposit', status: 409, error: 'wrong-state' },
    { call: 'GET /nothing', status: 404, error: 'unknownRoute' },
  ])('$call is $status $error', async ({ call, status, error }) => {
    sandbox.payments.create(order);
    expect(await control(call)).toMatchObject({ status, body: { error } });
  });

  test('an imp_uid that is taken is 400', async () => {
    sandbox.payments.create(order);
    expect(await control('POST /payments', order)).toMatchObject({ status: 400, body: { error: 'wrong-value' } });
  });
});
