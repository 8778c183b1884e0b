import { Mongoose, type Connection } from 'mongoose';
import { LOST_MS } from '../../src/store/unavailable';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { CHAIR, useLibrary, type TestCheckout } from '../support/library';
import { waitUntil } from '../support/wait-until';

/** A connection of the shop, with the driver's defaults, to a server that may say nothing any more. */
const library = useLibrary();
let proxy: CuttableProxy;
let connection: Connection;
beforeAll(async () => {
  const uri = new URL(library.database.uri);
  proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
  uri.host = `127.0.0.1:${proxy.port}`;
  uri.searchParams.set('directConnection', 'true');
  connection = await new Mongoose().createConnection(uri.href).asPromise();
});
afterAll(async () => {
  await connection.close();
  await proxy.close();
});

type Call = (checkout: TestCheckout, merchantUid: string) => Promise<unknown>;

test.each<[name: string, call: Call]>([
  ['orders.get', (checkout, merchantUid) => checkout.orders.get(merchantUid)],
  ['orders.register', (checkout) => checkout.orders.register(CHAIR)],
  ['orders.list', (checkout) => checkout.orders.list()],
])(
  '%s over a connection that stalls ends with unavailable after 15 s at the latest, and works again later',
  async (_name, call) => {
    const checkout = await library.create({ connection });
    const { merchantUid } = await checkout.orders.register(CHAIR);
    proxy.stall();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'hrtime', 'Date'] });
    const failed = call(checkout, merchantUid).then(
      () => 'answered',
      (error: unknown) => error,
    );
    while (jest.getTimerCount() === 0) await new Promise(setImmediate);
    jest.advanceTimersByTime(15_000);
    jest.useRealTimers();
    expect(await failed).toMatchObject({ name: 'CheckoutError', code: 'unavailable' });
    expect(LOST_MS).toBe(15_000);

    proxy.mend();
    const works = () => call(checkout, merchantUid).then(Boolean, () => false);
    expect(await waitUntil(works)).toBe(true);
  },
);
