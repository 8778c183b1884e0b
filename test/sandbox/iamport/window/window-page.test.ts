import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';
import { type OpenOptions, openWindow, SHOP } from './support/open-window';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

async function get(path: string, language = 'ko') {
  const response = await fetch(sandbox.url + path, { headers: { 'Accept-Language': language } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function page(options?: OpenOptions, language?: string) {
  const { body } = await openWindow(sandbox, options);
  return { ...(await get(body.path, language)), id: body.id };
}

const policyOf = ({ headers }: { headers: Headers }) => headers.get('content-security-policy') ?? '';
const NAMES = `order-amount order-name order-number shop-name channel-badge method-card method-vbank method-trans
  method-phone method-easy vbank-bank wallet approve-button cancel-button close-button decline-reason decline-button
  slow-seconds slow-button die-button account-panel account-bank account-number account-holder account-due
  account-done-button end-panel end-title return-button window-status`.split(/\s+/);

test('shows shop, order and amount, in Korean', async () => {
  const { status, text, headers } = await page({ params: { amount: 64900, buyer_name: '홍길동' } });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const part of ['lang="ko"', 'shop.example.test:8080', 'Carrots 10kg', 'order-1', '홍길동', '64,900원']) {
    expect(text).toContain(part);
  }
});

test('speaks English where the browser or `language` does', async () => {
  expect((await page({}, 'en-US,en;q=0.9,ko;q=0.5')).text).toContain('Payment method');
  expect((await page({ params: { language: 'en' } }, 'ko')).text).toContain('lang="en"');
  expect((await page({ params: { language: 'ko' } }, 'en')).text).toContain('lang="ko"');
});

test.each(NAMES)('has the control %s, once', async (id) => {
  const { text } = await page();
  expect(text.split(`id="${id}"`)).toHaveLength(2);
});

test('its buttons cannot be pressed before its script listens', async () => {
  const { text } = await page();
  const form = /<form id="pay-form"[\s\S]*<\/form>/.exec(text)?.[0] ?? '';
  expect(form.match(/<button/g)).toHaveLength(5);
  expect(form.match(/<button [^>]*disabled/g)).toHaveLength(5);
});

test('begins with the method of request_pay', async () => {
  const chosen = async (pay_method: string) =>
    /id="method-(\w+)"[^>]*checked/s.exec((await page({ params: { pay_method } })).text)?.[1];
  expect(await chosen('card')).toBe('card');
  expect(await chosen('vbank')).toBe('vbank');
  expect(await chosen('kakaopay')).toBe('easy');
});

test.each([
  { field: 'name', value: '"><script>alert(1)</script>' },
  { field: 'name', value: "'><img src=x onerror=alert(1)>" },
  { field: 'merchant_uid', value: '</body><script src=//x></script>' },
  { field: 'buyer_name', value: '&lt;b&gt;"onload="x' },
  { field: 'currency', value: '<i>' },
  { field: 'm_redirect_url', value: 'https://x.test/"><script>1</script>' },
])('a hostile $field stays text: $value', async ({ field, value }) => {
  const { text } = await page({ params: { [field]: value } });
  expect(text).not.toContain(value);
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text.match(/<img|<i>|<b>/g)).toBeNull();
});

describe('who may do what with the page', () => {
  test('its policy allows nothing inline and nothing from elsewhere, and it has nothing inline', async () => {
    const shown = await page();
    expect(policyOf(shown)).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
    expect(policyOf(shown)).not.toMatch(/unsafe|\*/);
    expect(shown.text).not.toMatch(/<style|style=|<script(?![^>]* src=)| on[a-z]+=/);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('only the page that asked may frame it', async () => {
    const shown = await page();
    expect(policyOf(shown)).toContain(`frame-ancestors ${SHOP}`);
    expect(shown.headers.get('x-frame-options')).toBeNull();
    expect(shown.text).toContain(`data-origin="${SHOP}"`);
  });

  test.each([
    { given: 'a window that ends by a redirect', options: { params: { popup: true, m_redirect_url: `${SHOP}/x` } } },
    { given: 'an Origin that is none', options: { headers: { Origin: "http://x.test; script-src 'unsafe-inline'" } } },
    { given: 'an Origin with a wildcard', options: { headers: { Origin: 'http://*' } } },
  ])('$given may be framed by nobody', async ({ options }) => {
    const shown = await page(options);
    expect(policyOf(shown)).toContain("frame-ancestors 'none'");
    expect(policyOf(shown)).not.toContain('unsafe');
    expect(shown.headers.get('x-frame-options')).toBe('DENY');
  });

  test('a file on the disk has no origin to name', async () => {
    const shown = await page({ headers: { Origin: 'null' } });
    expect(policyOf(shown)).not.toContain('frame-ancestors');
    expect(shown.text).toContain('data-origin="*"');
  });
});

describe('a window that is over', () => {
  test('says so, with what the shop was told', async () => {
    const { id } = await page();
    await sandbox.checkouts.approve(id);
    const { status, text } = await get(`/_window/${id}`);
    expect(status).toBe(200);
    expect(text).toContain('&#34;state&#34;:&#34;ended&#34;');
  });

  test('tells nothing where the browser died', async () => {
    const { id } = await page();
    await sandbox.checkouts.approveAndDie(id);
    expect((await get(`/_window/${id}`)).text).toContain('&#34;state&#34;:&#34;died&#34;,&#34;told&#34;:null');
  });

  test('cannot be used again', async () => {
    const { id } = await page();
    await sandbox.checkouts.approve(id);
    for (const act of ['approve', 'decline', 'close', 'virtual-account', 'approve-and-die']) {
      const response = await fetch(`${sandbox.url}/_sandbox/checkouts/${id}/${act}`, { method: 'POST' });
      expect(response.status).toBe(409);
    }
  });
});

test('an address that belongs to no window is 404, in words', async () => {
  const { status, text, headers } = await get('/_window/%3Cscript%3E');
  expect(status).toBe(404);
  expect(text).toContain('결제창을 찾을 수 없습니다');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(text).not.toContain('<script');
});

test('a reset ends the windows that are open', async () => {
  const { id } = await page();
  sandbox.reset();
  expect((await get(`/_window/${id}`)).status).toBe(404);
});

test('every script and style sheet of the page answers', async () => {
  const { text } = await page();
  const addresses = [...text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, address]) => address as string);
  expect(addresses.length).toBeGreaterThan(4);
  for (const address of addresses)
    expect({ address, status: (await get(address)).status }).toEqual({ address, status: 200 });
});
