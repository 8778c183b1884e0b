import { invitation } from '../../../sandbox/demo/invitation';

test('shows order keys that nobody can guess', () => {
  const text = invitation({
    shopUrl: 'http://127.0.0.1:5050',
    serviceUrl: 'http://127.0.0.1:3000',
    sandboxUrl: 'http://127.0.0.1:4000',
    ordersKey: 'demo-orders-key',
    keys: [{ name: 'support', scopes: ['orders:read'], key: 'chk_secret' }],
    sample: { imp_uid: 'imp_1', merchant_uid: 'c41f7a90e6d84b25a3f19c08b7e2d654' },
  });
  const keys = [...text.matchAll(/"merchant_uid":"([^"]+)"/g)].map(([, key]) => key);
  expect(keys).toHaveLength(4);
  for (const key of keys) expect(key).toMatch(/^(?=.*[a-f])[0-9a-f]{32}$/);
});
