import { pino } from 'pino';
import { CHAIR, useLibrary, type Options } from '../support/library';

const library = useLibrary();

test.each<[string, Options, string[]]>([
  ['no account', { iamport: undefined as never }, ['iamport.apiKey', 'iamport.apiSecret', 'iamport.mode']],
  ['no mode', { iamport: { apiKey: 'a', apiSecret: 'b' } as never }, ['iamport.mode']],
  ['no connection', { connection: undefined as never }, ['connection']],
  ['a URI without a database', { connection: 'mongodb://127.0.0.1:27017' }, ['connection']],
  ['a prefix with a dot', { collectionPrefix: 'shop.' }, ['collectionPrefix']],
  ['an event that there is not', { events: ['order.payed' as never] }, ['events.0']],
  ['a server without a secret', { shopWebhook: { url: 'https://shop.example', secrets: [] } }, ['shopWebhook.secrets']],
  ['an aggregator without a sender', { solapi: { apiKey: 'a', apiSecret: 'b' } as never }, ['solapi.sender']],
  [
    'a number out of its bounds',
    { retainBuyerDays: -1, reconcile: { callsPerMinute: 1 } },
    ['reconcile.callsPerMinute', 'retainBuyerDays'],
  ],
  ['a poll that is too soon', { reconcile: { pollDelaysMs: [1] } }, ['reconcile.pollDelaysMs']],
  ['a confirm that is no function', { confirm: 'yes' as never }, ['confirm']],
  ['a logger of null', { logger: null as never }, ['logger']],
  ['a logger without methods', { logger: {} as never }, ['logger']],
  ['a decision about money that is misspelt', { forgedpayment: 'cancel' } as never, ['forgedpayment']],
  ['a misspelt part of an option', { reconcile: { callsPerMinutes: 60 } as never }, ['reconcile.callsPerMinutes']],
])('%s is refused by name', async (_what, options, fields) => {
  const opened = library.create(options);
  await expect(opened).rejects.toMatchObject({ name: 'CheckoutUsageError', code: 'invalidOptions' });
  const { errors } = (await opened.catch((error: unknown) => error)) as { errors: { field: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(fields);
});

test('an error about options contains no secret', async () => {
  const iamport = { apiKey: 'secret-key', apiSecret: 'secret-text', mode: 'life' as never };
  const error = await library.create({ iamport }).catch((thrown: unknown) => thrown as Error);
  expect((error as Error).message).not.toContain('secret-');
});

describe('the logger', () => {
  const use = async (options: Options) => {
    const checkout = await library.create(options);
    const http = await library.serve((app) => app.use(checkout.router));
    const { merchantUid } = await checkout.orders.register({ ...CHAIR, buyer: { tel: '010-9999-8888' } });
    await http.post('/payments/complete').send({ imp_uid: library.pay(merchantUid), merchant_uid: merchantUid });
    return merchantUid;
  };

  test('is the console where none is handed in: wrong keys do not pass unnoticed', async () => {
    const told = [jest.spyOn(console, 'error').mockReturnValue(), jest.spyOn(console, 'warn').mockReturnValue()];
    const { iamport } = library.options();
    const checkout = await library.create({ logger: undefined, iamport: { ...iamport, apiSecret: 'wrong' } });
    expect(await checkout.orders.register(CHAIR)).toMatchObject({ prepared: false });
    expect(JSON.stringify(told.flatMap(({ mock }) => mock.calls))).toContain('iamport.apiKey');
    told.forEach((spy) => spy.mockRestore());
  });

  test('of pino gets fields and a message', async () => {
    const lines: Record<string, unknown>[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
    const merchantUid = await use({ logger });
    expect(lines.find(({ msg }) => msg === 'payment verified')).toMatchObject({
      merchant_uid: merchantUid,
      outcome: 'success',
      request_id: expect.any(String) as string,
    });
  });

  test('may be any object with the methods, and what it throws does no harm', async () => {
    const fail = () => {
      throw new Error('disk is full');
    };
    const lines: object[] = [];
    const merchantUid = await use({ logger: { info: (fields) => lines.push(fields), warn: fail, error: fail } });
    expect(lines).toContainEqual(expect.objectContaining({ merchant_uid: merchantUid }));
    expect(JSON.stringify(lines)).not.toContain('9999');
  });
});
