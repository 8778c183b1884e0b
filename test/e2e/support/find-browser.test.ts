import { findBrowser } from './find-browser';

const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test('CHROMIUM_PATH comes before what is installed', () => {
  const env = { CHROMIUM_PATH: '/opt/mine', PATH: '/usr/bin' };
  expect(findBrowser(env, only('/opt/mine', '/usr/bin/chromium'))).toBe('/opt/mine');
});

test('a CHROMIUM_PATH that cannot be started is an error, not a skip', () => {
  expect(() => findBrowser({ CHROMIUM_PATH: '/opt/mine' }, only('/usr/bin/chromium'))).toThrow('CHROMIUM_PATH');
});

test.each([
  ['on the PATH', '/opt/bin/chromium'],
  ['by its other name', '/opt/bin/google-chrome'],
  ['in its usual place', '/usr/bin/chromium-browser'],
])('finds a browser %s', (_where, path) => {
  expect(findBrowser({ CHROMIUM_PATH: '', PATH: '/bin:/opt/bin' }, only(path))).toBe(path);
});

test('says null where there is none', () => {
  expect(findBrowser({ PATH: '/bin' }, only())).toBeNull();
});
