import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useCheckout } from '../support/checkout';

const developing = useCheckout();
const inProduction = useCheckout({ NODE_ENV: 'production' });

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'openapi.json'), 'utf8');

test('the contract is served, in production too', async () => {
  for (const { http } of [developing, inProduction]) {
    const reply = await http().get('/openapi.json');
    expect([reply.status, reply.type, reply.text]).toEqual([200, 'application/json', DOCUMENT]);
  }
});

test('the page asks for nothing but its own host, and holds no script', async () => {
  const { text } = await developing.http().get('/docs');
  expect(text).not.toMatch(/https?:\/\/|<script>|\son\w+=/);
  const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files).toEqual(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js']);
  for (const file of files) expect((await developing.http().get(file)).status).toBe(200);
});

test.each(['/docs/index.html', '/docs/package.json', '/docs/..%2Fpackage.json', '/docs/%2Fetc%2Fpasswd'])(
  'no other file is served: %s',
  async (path) => {
    expect((await developing.http().get(path)).status).toBe(404);
  },
);

test.each(['/docs', '/docs/start.js'])('in production the page is off: %s', async (path) => {
  const reply = await inProduction.http().get(path);
  expect([reply.status, reply.body]).toEqual([404, { status: 'notFound', message: 'No such route' }]);
});
