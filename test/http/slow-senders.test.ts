import { once } from 'node:events';
import { connect } from 'node:net';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';

const { requestTimeout, connectionsCheckingInterval } = LIMITS.connections;
const times = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20, keepAliveTimeout: 65_000 };
// Short limits: Node's default interval between two checks is too long for a test.
jest.replaceProperty(LIMITS, 'connections', times as never);
const checkout = useCheckout();

/** Sends the beginning of a request, and reads until the service closes the connection. */
async function sendBeginning(text: string): Promise<string> {
  const { hostname, port } = new URL(checkout.url());
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const HALF_NODES_INTERVAL_MS = 15_000;
const HEADERS = 'POST /payments/webhook HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\n';

test.each([
  ['a body', `${HEADERS}content-length: 1000\r\n\r\n{"imp_uid"`],
  ['a body in chunks', `${HEADERS}transfer-encoding: chunked\r\n\r\n4\r\n{"im\r\n`],
  ['headers', HEADERS],
])(
  'a sender that sends %s slowly is cut off with 408',
  async (_what, beginning) => {
    expect(await sendBeginning(beginning)).toMatch(/^HTTP\/1\.1 408 /);
  },
  HALF_NODES_INTERVAL_MS,
);

test('the cut-off comes after about 15 seconds', () => {
  expect([requestTimeout, connectionsCheckingInterval]).toEqual([15_000, 1_000]);
});
