import { mongo } from 'mongoose';
import { CheckoutError } from '../../src/domain/errors';
import { createLogger } from '../../src/composition/create-logger';
import { explainFailure } from '../../src/workers/explain-failure';
import { createPassLog } from '../../src/workers/pass-log';

const ofDatabase = (cause: Error) => new CheckoutError('unavailable', `database: ${cause.message}`, { cause });
const refusedWith = (code: number) => ofDatabase(new mongo.MongoServerError({ message: 'refused', code }));

test.each([
  ['a write without the shard key', refusedWith(61), 'MongoServerError 61', /shard the collection/],
  ['majority reads that are switched off', refusedWith(148), 'MongoServerError 148', /majority reads/],
  ['a user without rights', refusedWith(13), 'MongoServerError 13', /role readWrite/],
  ['another refusal of the database', refusedWith(96), 'MongoServerError 96', /look up the code/],
  [
    'a database out of reach',
    ofDatabase(new mongo.MongoServerSelectionError('none', {} as never)),
    'MongoServerSelectionError',
    /MONGODB_URI can be reached/,
  ],
  [
    'i’mport out of order',
    new CheckoutError('unavailable', 'the gateway is down', { cause: new TypeError('reset') }),
    'TypeError',
    /status page/,
  ],
  ['keys that i’mport refuses', new CheckoutError('gatewayRefused', 'HTTP 401'), 'CheckoutError', /IAMPORT_API_KEY/],
  ['a bug', new RangeError('out of range'), 'RangeError', /fault of this service/],
  ['what is no error', 'text', 'unknown', /fault of this service/],
])('%s is explained by its cause and by what to do', (_what, error, cause, todo) => {
  expect(explainFailure(error)).toEqual({ cause, todo: expect.stringMatching(todo) as string });
});

test('a cause that names itself as its cause ends', () => {
  const error = new Error('odd');
  error.cause = error;
  expect(explainFailure(error)).toMatchObject({ cause: 'Error' });
});

test('a pass that fails again and again says so each time, at the level of an error', () => {
  const lines: Record<string, unknown>[] = [];
  const clock = { ms: 0 };
  const logger = createLogger('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  const log = createPassLog({ logger, name: 'cancel', elapsedMs: () => clock.ms, quietMs: 60_000 });
  for (; clock.ms <= 60_000; clock.ms += 2_000) log.failed(refusedWith(61));
  const told = { level: 50, cause: 'MongoServerError 61', todo: expect.stringMatching('hashed') as string };
  expect(lines).toMatchObject([
    { msg: 'cancel pass failed', ...told },
    { msg: 'cancel pass still fails', ...told, failures: 31 },
  ]);
});
