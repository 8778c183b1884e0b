import { createLogger } from '../../src/composition/create-logger';

function write(log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  let line = '';
  log(createLogger('info', { write: (text) => (line += text) }));
  return JSON.parse(line) as Record<string, unknown>;
}

test('secrets and personal data are masked at every level, also in a list and in what a child logger binds', () => {
  const line = write((logger) =>
    logger.child({ imp_key: 'K3Y', bound: { apiSecret: 'S3CRET' } }).info({
      list: [{ tel: '010-1234-5678' }],
      deep: { er: { and: { deeper: { email: 'han@example.test' } } } },
      access_token: 'T0KEN',
      body: { imp_secret: 'S3CRET', buyer_tel: '010-1234-5678' },
      a: { b: { card_number: '4111' } },
      req: { headers: { authorization: 'Bearer T0KEN' } },
      buyer: { name: 'Han Bada' },
    }),
  );
  expect(JSON.stringify(line)).not.toMatch(/K3Y|T0KEN|S3CRET|5678|4111|Han Bada|han@/);
  expect(line).toMatchObject({ access_token: '[masked]', bound: { apiSecret: '[masked]' }, a: { b: {} } });
});

test('a line ends with a line break and keeps its other fields, whether something in it is masked or not', () => {
  let lines = '';
  const logger = createLogger('info', { write: (text) => (lines += text) });
  logger.info({ merchant_uid: 'ord-1', said: '"tel": 5', amount: 1.5 }, 'payment verified');
  logger.info({ merchant_uid: 'ord-1', said: '"tel": 5', amount: 1.5, tel: '010' }, 'payment verified');
  const [plain, masked, ...rest] = lines.split('\n');
  const fields = { level: 30, merchant_uid: 'ord-1', said: '"tel": 5', amount: 1.5, msg: 'payment verified' };
  expect(JSON.parse(plain ?? '')).toMatchObject(fields);
  expect(JSON.parse(masked ?? '')).toMatchObject({ ...fields, tel: '[masked]' });
  expect(rest).toEqual(['']);
});

test('of an error only name, message, code, stack and cause are written', () => {
  const cause = Object.assign(new Error('the wire'), { code: 'ECONNRESET', config: { data: 'S3CRET' } });
  const error = Object.assign(new Error('outer', { cause }), { request: { headers: 'T0KEN' } });
  const line = write((logger) => logger.error({ err: error }, 'failed'));
  expect(line['err']).toMatchObject({
    type: 'Error',
    message: 'outer',
    cause: { message: 'the wire', code: 'ECONNRESET' },
  });
  expect(JSON.stringify(line)).not.toMatch(/T0KEN|S3CRET/);
});

test('what is thrown without being an error is not written', () => {
  expect(JSON.stringify(write((logger) => logger.error({ err: 'S3CRET' })))).not.toContain('S3CRET');
});
