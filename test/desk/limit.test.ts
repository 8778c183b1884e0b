import { LIMITS } from '../../src/composition/limits';
import { useDesk } from '../support/desk';

jest.replaceProperty(LIMITS, 'desk', {
  ...LIMITS.desk,
  requests: { ...LIMITS.desk.requests, requests: 5 as never },
});
const desk = useDesk({ kim: ['orders:read'] }, { TRUST_PROXY: '1', RATE_LIMIT_PER_MINUTE: '8' });
const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' });

test('requests of one address are limited apart from those of the API', async () => {
  const visitor = desk.visitor();
  for (let count = 0; count < 5; count += 1) {
    expect((await visitor.open('/desk/sign-in', from('192.0.2.1'))).status).toBe(200);
  }
  const refused = await visitor.open('/desk/sign-in', from('192.0.2.1'));
  expect([refused.status, refused.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  // Others, the files of the pages, and the API are open.
  expect((await visitor.open('/desk/sign-in', from('192.0.2.2'))).status).toBe(200);
  const page = (await visitor.open('/desk/sign-in', from('192.0.2.3'))).text;
  const [, css = ''] = /href="([^"]+\.css)"/.exec(page) ?? [];
  expect((await visitor.open(css, from('192.0.2.1'))).status).toBe(200);
  for (let count = 0; count < 8; count += 1) {
    expect((await desk.http().get('/orders').set(from('192.0.2.1'))).status).toBe(401);
  }
  expect((await desk.http().get('/orders').set(from('192.0.2.1'))).status).toBe(429);
});
