import { ROUTE_NAMES } from '../../../../sandbox/iamport/api/route-names';
import { settingFields } from '../../../../sandbox/iamport/console/setting-fields';
import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';
import { FAULT_KINDS } from '../../../../sandbox/iamport/faults/fault';

let sandbox: Sandbox;
let page: { text: string; headers: Headers };
beforeAll(async () => {
  sandbox = await createSandbox();
  page = await get('/_console', { 'Accept-Language': 'ko' });
});
afterAll(() => sandbox.close());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.url + path, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test.each(['payments', 'webhooks', 'faults', 'rules', 'attacker', 'settings', 'calls'])('has the tab %s', (tab) => {
  expect(page.text).toContain(`id="tab-${tab}"`);
  expect(page.text).toContain(`<section id="${tab}"`);
});

test('every setting has a control of its own', () => {
  const fields = settingFields();
  expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(sandbox.settings.current()).sort());
  expect(fields.filter(({ kind }) => kind === 'own').map(({ name }) => name)).toEqual(['webhookUrl', 'attacker']);
  for (const { name } of fields.filter(({ kind }) => kind !== 'own')) {
    expect(page.text).toContain(`id="setting-${name}"`);
  }
  for (const mode of ['live', 'test']) expect(page.text).toContain(`id="setting-webhookUrl-${mode}"`);
});

test('every kind of fault and every operation can be chosen', () => {
  for (const kind of Object.keys(FAULT_KINDS)) expect(page.text).toContain(`<option value="${kind}"`);
  for (const route of ROUTE_NAMES) expect(page.text).toContain(`<option value="${route}"`);
});

test('every channel can be swapped in', () => {
  for (const { channelKey } of sandbox.channels.all()) expect(page.text).toContain(`<option value="${channelKey}"`);
});

test('every field has a label and every id is there once', () => {
  const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of page.text.matchAll(/<(?:input|select)\s+id="([^"]+)"/g)) {
    expect(page.text).toContain(`for="${id}"`);
  }
});

test('speaks English too', async () => {
  expect((await get('/_console', { 'Accept-Language': 'en' })).text).toContain('Sandbox console');
  expect(page.text).toContain('샌드박스 콘솔');
});

test('nothing inline, and framed by nobody', () => {
  expect(page.text).not.toMatch(/<style|style=|<script(?![^>]* src=)| on[a-z]+=/);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self'; style-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(page.headers.get('x-frame-options')).toBe('DENY');
});

test('every script and style sheet answers, and so does what they import', async () => {
  const queue = [...page.text.matchAll(/(?:href|src)="(\/[^"]*\.(?:css|js))"/g)].map(
    ([, address]) => address as string,
  );
  const seen = new Set<string>();
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const { status, text } = await get(address);
    expect({ address, status }).toEqual({ address, status: 200 });
    for (const [, imported = ''] of text.matchAll(/^import .*? from '([^']+)';$/gm)) {
      queue.push(new URL(imported, sandbox.url + address).pathname);
    }
  }
  expect(seen.size).toBeGreaterThan(12);
});

test('a browser is led from / to the console; a client of the API gets the API’s answer', async () => {
  const browser = await get('/', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
  expect([browser.status, browser.headers.get('location')]).toEqual([302, '/_console']);
  expect((await get('/', { Accept: '*/*' })).status).toBe(404);
});
