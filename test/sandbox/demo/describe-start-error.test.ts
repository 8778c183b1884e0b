import { describeStartError } from '../../../sandbox/demo/describe-start-error';

const PORTS = { port: 3000, shopPort: 5050 };
const taken = (port: number) => Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port });

test.each([
  ["the service's", 3000, 'Port 3000 is taken; choose another: PORT=3001 npm run demo'],
  ["the sandbox's", 4000, 'Port 4000 is taken; choose another: SANDBOX_PORT=4001 npm run demo'],
  ["the shop's", 5050, 'Port 5050 is taken; choose another: SHOP_PORT=5051 npm run demo'],
])('names the setting of %s taken port', (_whose, port, line) => {
  expect(describeStartError(taken(port), PORTS)).toBe(line);
});

test('passes other messages on', () => {
  expect(describeStartError(new Error('no database'), PORTS)).toBe('no database');
  expect(describeStartError('a text', PORTS)).toBe('a text');
});
