import { useDesk } from '../support/desk';

describe('without a proxy', () => {
  const desk = useDesk({ kim: ['orders:read'] });

  test('this machine reaches the desk over plain http', async () => {
    expect((await desk.visitor().open('/desk/sign-in')).status).toBe(200);
  });

  test.each([
    ['a forwarded request', { 'x-forwarded-for': '192.0.2.1' }],
    ['a stranger who says that he came over https', { 'x-forwarded-proto': 'https' }],
    ['the same by the standard header', { forwarded: 'for=192.0.2.1;proto=https' }],
    ['a request by another proxy', { via: '1.1 proxy.example' }],
    ['a name of another host that leads to this machine', { host: 'rebound.example' }],
    ['an address of this machine in the network', { host: '192.168.0.10:3000' }],
  ])('%s is refused, with words that say what to do', async (_name, headers) => {
    const answer = await desk.visitor().open('/desk/sign-in', headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('TRUST_PROXY');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('nothing is signed in over plain http', async () => {
    const visitor = desk.visitor();
    await visitor.open('/desk/sign-in');
    expect((await visitor.submit('/desk/sign-in', {}, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(403);
  });
});

describe('behind a proxy of ours', () => {
  const desk = useDesk({ kim: ['orders:read'] }, { TRUST_PROXY: '1', PUBLIC_URL: 'https://pay.example/' });
  const https = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https', host: 'pay.example' };

  test('https reaches the desk, and a form of its origin is taken', async () => {
    const visitor = desk.visitor();
    await visitor.open('/desk/sign-in', https);
    const answer = await visitor.submit('/desk/sign-in', {}, { ...https, origin: 'https://pay.example' });
    expect(answer.text).toContain('role="alert"');
  });

  test('a form of PUBLIC_URL is taken where the proxy changes the host', async () => {
    const visitor = desk.visitor();
    const inside = { ...https, host: 'checkout.internal:3000' };
    await visitor.open('/desk/sign-in', inside);
    const answer = await visitor.submit('/desk/sign-in', {}, { ...inside, origin: 'https://pay.example' });
    expect(answer.text).toContain('role="alert"');
  });

  test('http is refused', async () => {
    const answer = await desk.visitor().open('/desk/sign-in', { ...https, 'x-forwarded-proto': 'http' });
    expect(answer.status).toBe(403);
  });
});
