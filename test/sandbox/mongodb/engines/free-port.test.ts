import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '../../../../sandbox/mongodb/engines/free-port';

test('a free port can be listened on, and another one is found while it is taken', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect(await freePort()).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
});
