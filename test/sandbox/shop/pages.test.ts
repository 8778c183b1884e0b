import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { GOODS } from '../../../sandbox/shop/goods';
import { html, dataBlock } from '../../../sandbox/shop/pages/html';
import { ORDERS_API_KEY, useShop } from './shop-stack';

const shop = useShop();
const PUBLIC = join(__dirname, '../../../sandbox/shop/public');
const assets = readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(PUBLIC.length));

test('the goods are there with their prices, in Korean', async () => {
  const { text } = await shop.http().get('/');
  expect(text).toContain('<html lang="ko">');
  for (const part of ['노르웨이 회전의자', '64,900원', '당근 10kg', '1,004원']) expect(text).toContain(part);
});

test('English for whoever asks for it, by browser or by choice, which is kept', async () => {
  const byBrowser = await shop.http().get('/').set('accept-language', 'en-US');
  expect(byBrowser.text).toContain('Norway swivel chair');
  const agent = supertest.agent(shop.shop().url);
  expect((await agent.get('/?lang=en').set('accept-language', 'ko')).text).toContain('<html lang="en">');
  expect((await agent.get('/').set('accept-language', 'ko')).text).toContain('<html lang="en">');
});

test.each(GOODS.map(({ id }) => id))('the checkout of %s has a label for each control', async (id) => {
  const { text } = await shop.http().get(`/checkout/${id}`);
  const labelled = new Set([...text.matchAll(/<label[^>]* for="([^"]+)"/g)].map(([, target]) => target));
  const controls = [...text.matchAll(/<(?:input|select)[^>]* id="([^"]+)"/g)].map(([, control]) => control);
  expect(controls.length).toBeGreaterThan(10);
  expect(controls.filter((control) => !labelled.has(control))).toEqual([]);
});

test('a page runs no script but its own and the SDK, and talks to nobody else', async () => {
  const { headers, text } = await shop.http().get('/checkout/chair');
  const { sandbox, service } = shop;
  expect(directives(headers['content-security-policy'])).toEqual({
    'default-src': "'none'",
    'script-src': `'self' ${sandbox().url}`,
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': `'self' ${service().url} ${sandbox().url}`,
    'frame-src': sandbox().url,
    'form-action': `'self' ${sandbox().url}`,
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(text).toContain(`<script src="${sandbox().url}/v1/iamport.js"></script>`);
  expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
  expect(text.match(/<script(?![^>]*(src=|type="application\/json"))/)).toBeNull();
});

test('the key is in no page, no script and no header', async () => {
  const { order_path } = await shop.place();
  const pages = ['/', '/checkout/chair', order_path, '/orders/nobody', `/api${order_path}`];
  const paths = [...pages, ...assets.map((asset) => `/assets${asset}`)];
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) {
    const reply = await shop.http().get(path).buffer();
    const body = reply.text ?? String(reply.body);
    expect([path, body.includes(ORDERS_API_KEY)]).toEqual([path, false]);
    expect(JSON.stringify(reply.headers)).not.toContain(ORDERS_API_KEY);
  }
});

test.each(['/checkout/nothing', '/orders/nobody', '/orders/%3Cimg%20src=x%3E', '/nowhere', '/orders/%E0%A4%A'])(
  '%s is a page that says so, and repeats nothing of the address',
  async (path) => {
    const { status, text } = await shop.http().get(path);
    expect(status).toBe(404);
    expect(text).toContain('페이지를 찾을 수 없습니다');
    expect(text).not.toContain('<img src=x>');
  },
);

test('no file outside of the assets is served', async () => {
  for (const path of ['/assets/../shop-app.ts', '/assets/..%2fshop-app.ts', '/assets/', '/assets/.env']) {
    expect((await shop.http().get(path)).status).toBe(404);
  }
});

test('whatever is put into a page is escaped', () => {
  const hostile = `</script><script>alert("1")</script>'&`;
  expect(html`<p title="${hostile}">${hostile}</p>`.text).not.toMatch(/<script|alert\("/);
  const block = dataBlock('data', { name: hostile }).text;
  expect(block.match(/<\/script/g)).toHaveLength(1);
  expect(JSON.parse(block.replace(/<[^>]*>/g, ''))).toEqual({ name: hostile });
});

function directives(policy: string | undefined): Record<string, string> {
  const parts = (policy ?? '').split('; ').map((part) => part.split(/ (.*)/s));
  return Object.fromEntries(parts.map(([name = '', value = '']) => [name, value]));
}
