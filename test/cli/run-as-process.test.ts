import { describeError } from '../../src/cli/run-as-process';
import { ConfigError } from '../../src/config/load-config';

test.each([
  ['a settings error', new ConfigError(['PORT is missing']), /^[^]*PORT is missing[^]*$/],
  ['an error with a code', Object.assign(new Error('no such file'), { code: 'ENOENT' }), /^no such file$/],
  ['something thrown that is no error', 'stopped', /^stopped$/],
])('%s is told by its message, without a stack', (_, error, expected) => {
  const text = describeError(error);
  expect(text).toMatch(expected);
  expect(text).not.toContain(' at ');
});

test('any other error is told with its stack, for it is a fault', () => {
  expect(describeError(new TypeError('broken'))).toMatch(/^TypeError: broken\n +at /);
});
