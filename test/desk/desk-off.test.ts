import { loadConfig } from '../../src/config/load-config';
import { useCheckout } from '../support/checkout';

const wire = jest.fn();
jest.mock('../../src/composition/wire-desk', () => {
  wire();
  return {};
});
const checkout = useCheckout();

test('without DESK=on there is no desk, and nothing of it is loaded', async () => {
  for (const path of ['/desk', '/desk/sign-in', '/desk/assets/desk.css']) {
    expect((await checkout.http().get(path)).status).toBe(404);
  }
  expect(wire).not.toHaveBeenCalled();
  expect(Object.keys(require.cache).some((path) => path.includes('preact'))).toBe(false);
});

test('it is a bad setting to switch it on without keys of operators: nobody could sign in', () => {
  const env = {
    NODE_ENV: 'test',
    MONGODB_URI: 'mongodb://127.0.0.1/checkout',
    IAMPORT_API_KEY: 'key',
    IAMPORT_API_SECRET: 'secret',
    ORDERS_API_KEY: 'orders-key-0123456789',
  };
  expect(loadConfig(env).hasDesk).toBe(false);
  expect(() => loadConfig({ ...env, DESK: 'on' })).toThrow('OPERATOR_KEYS_FILE');
  expect(loadConfig({ ...env, DESK: 'on', OPERATOR_KEYS_FILE: 'keys.json' }).hasDesk).toBe(true);
});
