import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ merchantCode: 'imp12345678' });
});
afterAll(() => sandbox.close());

const guide = readFileSync(path.join(__dirname, '../../../../sandbox/iamport/window/guide/sample.html.txt'), 'utf8');
const served = () => fetch(`${sandbox.url}/guide/sample.html`);

test('the guide’s page is served to the letter but for two addresses and the merchant code', async () => {
  const text = await (await served()).text();
  const changed = guide
    .split('\n')
    .map((line, index) => [line, text.split('\n')[index]])
    .filter(([line, now]) => line !== now);
  expect(changed.map(([, now]) => now?.trim())).toEqual([
    '<script type="text/javascript" src="/guide/jquery-1.12.4.min.js" ></script>',
    '<script type="text/javascript" src="/js/iamport.payment-1.2.0.js"></script>',
    'IMP.init("imp12345678");',
  ]);
});

test('its policy lets its own script and its onclick run, and no other', async () => {
  const response = await served();
  const policy = response.headers.get('content-security-policy') ?? '';
  const text = await response.text();
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
  for (const inline of [script, 'requestPay()']) {
    expect(policy).toContain(`'sha256-${createHash('sha256').update(inline).digest('base64')}'`);
  }
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain('unsafe-inline');
});

test('jQuery 1.12.4 and the SDK answer', async () => {
  const jquery = await fetch(`${sandbox.url}/guide/jquery-1.12.4.min.js`);
  expect((await jquery.text()).slice(0, 60)).toContain('jQuery v1.12.4');
  expect((await fetch(`${sandbox.url}/js/iamport.payment-1.2.0.js`)).status).toBe(200);
});

test('the request of the page opens a window at its PG', () => {
  const params = { pg: 'kcp', pay_method: 'card', merchant_uid: '57008833-33004', name: 'Carrots 10kg', amount: 1004 };
  const result = sandbox.checkouts.open(params, { script: 'legacy', merchantCode: 'imp12345678' });
  expect(result).toMatchObject({ opened: true, checkout: { pgProvider: 'kcp', testChannel: false, way: 'callback' } });
});
