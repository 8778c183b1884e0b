import { createLogger } from '../../src/composition/create-logger';

function write(log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  let line = '';
  log(createLogger('info', { write: (text) => (line += text) }));
  return JSON.parse(line) as Record<string, unknown>;
}

test('secrets and personal data are masked, also below the first level', () => {
  const line = write((logger) =>
    logger.info({
      access_token: 'T0KEN',
      body: { imp_secret: 'S3CRET', buyer_tel: '010-1234-5678' },
      a: { b: { card_number: '4111' } },
      req: { headers: { authorization: 'Bearer T0KEN' } },
      buyer: { name: 'Han Bada' },
    }),
  );
  expect(JSON.stringify(line)).not.toMatch(/T0KEN|S3CRET|5678|4111|Han Bada/);
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
