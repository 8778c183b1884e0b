import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';
import { SHOP } from './support/open-window';
import { type FakePage, loadSdk } from './support/fake-page';

const V1 = '/v1/iamport.js';
const LEGACY = '/js/iamport.payment-1.2.0.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

const order = { merchant_uid: 'order-1', amount: 1004, name: 'Carrots 10kg' };

async function ready(address = V1): Promise<FakePage> {
  const page = await loadSdk(sandbox, address);
  page.IMP.init('imp00000000');
  return page;
}

/** Waits until the page has its frame; resolves with the dialog and the frame. */
async function frameOf(page: FakePage) {
  for (let tries = 0; tries < 500; tries += 1) {
    const frame = page.dialogs[0]?.children[0];
    if (frame) return frame as typeof frame & { contentWindow: object };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('no frame');
}

describe('the script', () => {
  test.each([V1, LEGACY, '/js/iamport.payment-1.1.5.js', '/js/iamport.payment-{SDK}.js'.replace('{SDK}', '1.1.8')])(
    'answers at %s, to any page',
    async (address) => {
      const response = await fetch(sandbox.url + address);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    },
  );

  test.each(['/v1/iamport.mjs', '/js/iamport.payment-.js', '/js/iamport.payment-../x.js', '/js/jquery.js'])(
    'does not answer at %s',
    async (address) => {
      expect((await fetch(sandbox.url + address)).status).toBe(404);
    },
  );
});

describe('init', () => {
  test('request_pay before it is an error', async () => {
    const { IMP } = await loadSdk(sandbox, V1);
    expect(() => IMP.request_pay(order)).toThrow('IMP.init');
  });

  test('twice warns, and once does not', async () => {
    const page = await ready();
    expect(page.warnings).toEqual([]);
    page.IMP.init('imp00000000');
    expect(page.warnings).toEqual([expect.stringContaining('한 번만')]);
  });

  test('needs a code', async () => {
    const { IMP } = await loadSdk(sandbox, V1);
    expect(() => IMP.init()).toThrow('가맹점 식별코드');
  });

  test('agency stands in for it', async () => {
    const page = await loadSdk(sandbox, V1);
    page.IMP.agency('imp00000000', 'ABC');
    page.IMP.request_pay(order, () => undefined);
    expect((await frameOf(page)).src).toContain('/_window/');
  });

  test('another merchant’s code is refused', async () => {
    const page = await loadSdk(sandbox, V1);
    page.IMP.init('imp99999999');
    expect(await page.pay(order)).toMatchObject({ imp_uid: null, error_code: 'SANDBOX_MERCHANT' });
  });
});

describe('request_pay that opens no window', () => {
  test.each([
    { what: 'an amount that is text', params: { ...order, amount: '1004' }, code: 'SANDBOX_INVALID' },
    { what: 'an amount that is no number', params: { ...order, amount: NaN }, code: 'SANDBOX_INVALID' },
    {
      what: 'a merchant_uid of 41 characters',
      params: { ...order, merchant_uid: 'x'.repeat(41) },
      code: 'SANDBOX_INVALID',
    },
    { what: 'a channel nobody has', params: { ...order, channelKey: 'x' }, code: 'SANDBOX_CHANNEL' },
  ])('$what comes back to the callback', async ({ params, code }) => {
    const page = await ready();
    expect(await page.pay(params)).toMatchObject({ imp_uid: null, error_code: code });
    expect(page.dialogs[0]?.isRemoved).toBe(true);
  });

  test('an order that is paid: F1002, with the flag of the old script', async () => {
    sandbox.payments.create({ ...order, status: 'paid' });
    const page = await ready(LEGACY);
    expect(await page.pay(order)).toMatchObject({ success: false, imp_uid: null, error_code: 'F1002' });
  });

  test('parameters that no JSON can carry, and a sandbox that is gone', async () => {
    const page = await ready(LEGACY);
    const failed = { success: false, imp_uid: null, merchant_uid: 'order-1', error_code: 'SANDBOX_UNREACHABLE' };
    expect(await page.pay({ ...order, custom_data: 1n })).toMatchObject(failed);
    const nowhere = await loadSdk(sandbox, LEGACY, 'http://127.0.0.1:9');
    nowhere.IMP.init('imp00000000');
    expect(await nowhere.pay(order)).toMatchObject(failed);
  });

  test('without a callback the buyer is told', async () => {
    const page = await ready();
    page.IMP.request_pay({ ...order, amount: '1' });
    for (let tries = 0; page.alerts.length === 0 && tries < 500; tries += 1)
      await new Promise((go) => setTimeout(go, 5));
    expect(page.alerts).toEqual([expect.stringContaining('amount')]);
  });
});

describe('the frame', () => {
  test('shows the window in a modal dialog, and its message ends in the callback', async () => {
    const page = await ready();
    const paid = page.pay(order);
    const frame = await frameOf(page);
    expect(page.dialogs[0]).toMatchObject({ isOpen: true, isRemoved: false });
    expect(frame.src).toMatch(new RegExp(`^${sandbox.url}/_window/[0-9a-f]{32}$`));
    const checkout = frame.src?.slice(-32);
    const message = { from: 'iamport-sandbox-window', type: 'ended', checkout, rsp: { imp_uid: 'imp_1' } };
    page.hear({ origin: sandbox.url, source: frame.contentWindow, data: message });
    expect(await paid).toEqual({ imp_uid: 'imp_1' });
    expect(page.dialogs[0]?.isRemoved).toBe(true);
  });

  test('hears nobody else', async () => {
    const page = await ready();
    let called = 0;
    page.IMP.request_pay(order, () => (called += 1));
    const frame = await frameOf(page);
    const checkout = frame.src?.slice(-32);
    const data = { from: 'iamport-sandbox-window', type: 'ended', checkout, rsp: { imp_uid: 'imp_forged' } };
    const source = frame.contentWindow;
    page.hear({ origin: SHOP, source, data });
    page.hear({ origin: 'http://evil.test', source, data });
    page.hear({ origin: sandbox.url, source: {}, data });
    page.hear({ origin: sandbox.url, source, data: { ...data, checkout: 'x' } });
    page.hear({ origin: sandbox.url, source, data: { ...data, from: 'me' } });
    page.hear({ origin: sandbox.url, source, data: null });
    expect(called).toBe(0);
    page.hear({ origin: sandbox.url, source, data });
    expect(called).toBe(1);
  });

  test('Escape over the page asks the window, and only the sandbox may read it', async () => {
    const page = await ready();
    page.IMP.request_pay(order, () => undefined);
    const frame = await frameOf(page);
    page.dialogs[0]?.fire('cancel');
    const message = { from: 'iamport-sandbox-shop', type: 'close', checkout: frame.src?.slice(-32) };
    expect(frame.posted).toEqual([{ message, target: sandbox.url }]);
  });

  test('a second request while a window is open is ignored: a double click pays once', async () => {
    const page = await ready();
    page.IMP.request_pay(order, () => undefined);
    page.IMP.request_pay(order, () => undefined);
    await frameOf(page);
    expect(sandbox.checkouts.all()).toHaveLength(1);
    expect(page.warnings).toEqual([expect.stringContaining('이미 열려')]);
  });
});

test('a full-page redirect leaves the page for the window', async () => {
  const page = await ready();
  page.IMP.request_pay({ ...order, m_redirect_url: `${SHOP}/done` });
  for (let tries = 0; page.went.length === 0 && tries < 500; tries += 1) await new Promise((go) => setTimeout(go, 5));
  expect(page.went).toEqual([expect.stringMatching(new RegExp(`^${sandbox.url}/_window/[0-9a-f]{32}$`))]);
});

test('an m_redirect_url that is not absolute is warned of', async () => {
  const page = await ready();
  page.IMP.request_pay({ ...order, m_redirect_url: '/done' }, () => undefined);
  expect(page.warnings).toEqual([expect.stringContaining('absolute')]);
});

test('parameters that do nothing here are warned of by name', async () => {
  const page = await ready();
  page.IMP.request_pay({ ...order, language: 'en', app_scheme: 'shop', merchantUid: 'x' }, () => undefined);
  expect(page.warnings).toEqual([
    expect.stringMatching(/not imitated.*: language, app_scheme$/),
    expect.stringMatching(/unknown.*: merchantUid$/),
  ]);
});

test.each([null, undefined, 'order-1'])('parameters that are %p warn of nothing', async (params) => {
  const page = await ready();
  page.IMP.request_pay(params, () => undefined);
  expect(page.warnings).toEqual([]);
});

test('what is not imitated says so', async () => {
  const page = await ready();
  const told = await new Promise((resolve) => page.IMP.certification({}, resolve));
  expect(told).toMatchObject({ success: false, error_code: 'SANDBOX_UNIMITATED' });
});
