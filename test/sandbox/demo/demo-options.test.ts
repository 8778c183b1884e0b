import { demoOptions } from '../../../sandbox/demo/demo-options';

test('without anything said, the service is on 3000 and the sandbox on 4000, on this machine only, and stays up', () => {
  expect(demoOptions({}, [])).toEqual({ port: 3000, sandboxPort: 4000, host: '127.0.0.1', once: false });
});

test('an empty setting is not set', () => {
  expect(demoOptions({ PORT: '', SANDBOX_PORT: '', HOST: '' }, [])).toEqual(demoOptions({}, []));
});

test('ports and host are taken from the environment', () => {
  const options = demoOptions({ PORT: '0', SANDBOX_PORT: '4100', HOST: '0.0.0.0' }, []);
  expect(options).toEqual({ port: 0, sandboxPort: 4100, host: '0.0.0.0', once: false });
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

test('refuses an argument that it does not know', () => {
  expect(() => demoOptions({}, ['--onse'])).toThrow('--onse');
});
