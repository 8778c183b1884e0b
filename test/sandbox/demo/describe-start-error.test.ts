import { describeStartError } from '../../../sandbox/demo/describe-start-error';

const taken = (port: number) => Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port });

test.each([
  ["the service's", 3000, 'Port 3000 is taken; choose another: PORT=3001 npm run demo'],
  ["the sandbox's", 4000, 'Port 4000 is taken; choose another: SANDBOX_PORT=4001 npm run demo'],
])('names the setting of %s taken port', (_whose, port, line) => {
  expect(describeStartError(taken(port), { port: 3000 })).toBe(line);
});

test('passes other messages on', () => {
  expect(describeStartError(new Error('no database'), { port: 3000 })).toBe('no database');
  expect(describeStartError('a text', { port: 3000 })).toBe('a text');
});
