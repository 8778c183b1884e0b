import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';
import { openWindow, SHOP } from './support/open-window';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1';
const url = 'https://shop.example.test/payments/complete?keep=1';

test('a window opens at an address that nobody can guess, and its payment is ready', async () => {
  const { status, body } = await openWindow(sandbox, { headers: { 'User-Agent': 'Desk/1' } });
  expect({ status, body }).toEqual({
    status: 200,
    body: { opened: true, way: 'callback', id: body.id, path: `/_window/${body.id}` },
  });
  expect(body.id).toMatch(/^[0-9a-f]{32}$/);
  expect(sandbox.payments.all()).toMatchObject([{ merchant_uid: 'order-1', status: 'ready', user_agent: 'Desk/1' }]);
});

test('any page of any origin may ask, before and after its preflight', async () => {
  const preflight = await fetch(`${sandbox.url}/_window/checkouts`, { method: 'OPTIONS', headers: { Origin: SHOP } });
  expect(preflight.status).toBe(204);
  const { headers } = await openWindow(sandbox);
  for (const answered of [preflight.headers, headers]) {
    expect(answered.get('access-control-allow-origin')).toBe('*');
    expect(answered.get('access-control-allow-headers')).toBe('Content-Type');
  }
});

test.each([
  { given: 'a callback on a desk', caller: {}, params: { m_redirect_url: url }, agent: 'Desk', way: 'callback' },
  { given: 'a phone', caller: {}, params: { m_redirect_url: url }, agent: IPHONE, way: 'redirect' },
  { given: 'a phone, nowhere to return to', caller: {}, params: {}, agent: IPHONE, way: 'callback' },
  { given: 'popup', caller: {}, params: { m_redirect_url: url, popup: true }, agent: 'Desk', way: 'redirect' },
  {
    given: 'no callback',
    caller: { hasCallback: false },
    params: { m_redirect_url: url },
    agent: 'Desk',
    way: 'redirect',
  },
])('$given ends by $way', async ({ caller, params, agent, way }) => {
  const { body } = await openWindow(sandbox, { params, caller, headers: { 'User-Agent': agent } });
  expect(body).toMatchObject({ opened: true, way });
});

describe('a window that does not open', () => {
  test('an amount that is text', async () => {
    const { body } = await openWindow(sandbox, { params: { amount: '1004' } });
    expect(body).toMatchObject({ opened: false, told: { way: 'callback', rsp: { imp_uid: null } } });
  });

  test('an order that is paid: F1002', async () => {
    sandbox.payments.create({ merchant_uid: 'order-1', amount: 1004, status: 'paid' });
    const { body } = await openWindow(sandbox, { caller: { script: 'legacy' } });
    expect(body).toMatchObject({ told: { rsp: { success: false, error_code: 'F1002', merchant_uid: 'order-1' } } });
  });

  test('a prepared amount that differs', async () => {
    sandbox.prepared.set({ merchant_uid: 'order-1', amount: 500, currency: null });
    expect((await openWindow(sandbox)).body).toMatchObject({ told: { rsp: { error_code: 'SANDBOX_PREPARED' } } });
    expect(sandbox.payments.all()).toEqual([]);
  });

  test('a page without a callback goes to m_redirect_url', async () => {
    const params = { merchant_uid: 'x'.repeat(41), m_redirect_url: url };
    const { body } = await openWindow(sandbox, { params, caller: { hasCallback: false } });
    expect(body).toMatchObject({
      opened: false,
      told: { way: 'redirect', url: expect.stringContaining('keep=1&') as string },
    });
  });
});

test.each(['', '{', '[]', '{"params":{}}', '{"params":{},"caller":{"script":"v9","hasCallback":true}}'])(
  'a body that no script of ours sends is 400: %s',
  async (body) => {
    const response = await fetch(`${sandbox.url}/_window/checkouts`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalidRequest' });
  },
);

test('opening a window is no call of the imitated API', async () => {
  await openWindow(sandbox);
  expect(sandbox.calls.count()).toBe(0);
});
