import { demoOptions } from '../../../sandbox/demo/demo-options';

const STANDARD = {
  port: 3000,
  sandboxPort: 4000,
  shopPort: 5050,
  host: '127.0.0.1',
  prepareAmounts: 'on',
  once: false,
};

test('without anything said, each has its port, on this machine only, and the demo stays up', () => {
  expect(demoOptions({}, [])).toEqual(STANDARD);
});

test('an empty setting is not set', () => {
  expect(demoOptions({ PORT: '', SANDBOX_PORT: '', SHOP_PORT: '', HOST: '', PREPARE_AMOUNTS: '' }, [])).toEqual(
    demoOptions({}, []),
  );
});

test('ports, host and the registering of amounts are taken from the environment', () => {
  const env = { PORT: '0', SANDBOX_PORT: '4100', SHOP_PORT: '5100', HOST: '0.0.0.0', PREPARE_AMOUNTS: 'off' };
  const told = { port: 0, sandboxPort: 4100, shopPort: 5100, host: '0.0.0.0', prepareAmounts: 'off' };
  expect(demoOptions(env, [])).toEqual({ ...STANDARD, ...told });
});

test.each([
  ['--once', {}, ['--once']],
  ['CI=true', { CI: 'true' }, []],
])('%s ends the demo after its tour', (_name, env, args) => {
  expect(demoOptions(env, args).once).toBe(true);
});

test.each(['65536', '-1', '3000.5', 'http'])('refuses %s as a port, by the name of the setting', (PORT) => {
  expect(() => demoOptions({ PORT }, [])).toThrow('PORT');
});

test('refuses what is neither on nor off', () => {
  expect(() => demoOptions({ PREPARE_AMOUNTS: 'no' }, [])).toThrow('PREPARE_AMOUNTS');
});

test('refuses an argument that it does not know', () => {
  expect(() => demoOptions({}, ['--onse'])).toThrow('--onse');
});
