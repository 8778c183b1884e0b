import net from 'node:net';
import { postBody } from '../../../sandbox/iamport/http/post-body';
import { startReceiver, type Receiver } from './support/start-receiver';

const post = { contentType: 'application/json', body: '{}' };

describe('an address that cannot be called is status 0, never a rejection', () => {
  test.each(['', 'nowhere', 'ftp://127.0.0.1/', 'http://', 'http://127.0.0.1:99999/', 'javascript:alert(1)'])(
    '"%s"',
    async (url) => {
      expect(await postBody({ ...post, url })).toMatchObject({
        status: 0,
        body: '',
        error: expect.any(String) as string,
      });
    },
  );
});

test('a connection that is never secured is given up in time', async () => {
  const mute = net.createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as net.AddressInfo;
  const result = await postBody({ ...post, url: `https://127.0.0.1:${port}/`, connectTimeoutMs: 20 });
  expect(result).toEqual({ status: 0, body: '', error: 'no connection after 20 ms' });
  mute.close();
});

describe('with a receiver', () => {
  let shop: Receiver;
  afterEach(() => shop.close());

  test('the answer’s status and body come back', async () => {
    shop = await startReceiver(() => ({ status: 418, body: { reason: '재고 부족' } }));
    const limits = { connectTimeoutMs: 5000, readTimeoutMs: 5000, totalTimeoutMs: 5000 };
    const result = await postBody({ ...post, url: shop.url, ...limits });
    expect(result).toEqual({ status: 418, body: '{"reason":"재고 부족"}', error: null });
  });

  test('a redirect is an answer, and is not followed', async () => {
    shop = await startReceiver(() => 302);
    expect(await postBody({ ...post, url: shop.url })).toMatchObject({ status: 302 });
    expect(shop.received).toHaveLength(1);
  });

  test.each(['readTimeoutMs', 'totalTimeoutMs'])('silence is given up after %s', async (limit) => {
    shop = await startReceiver(() => 'silence');
    const result = await postBody({ ...post, url: shop.url, [limit]: 20 });
    expect(result).toEqual({ status: 0, body: '', error: 'no answer after 20 ms' });
  });

  test('an aborted call is status 0', async () => {
    shop = await startReceiver(() => 'silence');
    expect(await postBody({ ...post, url: shop.url, signal: AbortSignal.abort() })).toMatchObject({ status: 0 });
  });
});
