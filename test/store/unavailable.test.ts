import { mongo } from 'mongoose';
import { unavailable } from '../../src/store/unavailable';

test.each([
  ['the driver', new mongo.MongoNetworkError('gone')],
  ['a socket that the other end has left', Object.assign(new Error('ended by the other party'), { code: 'EPIPE' })],
  ['a stream that is gone', Object.assign(new Error('destroyed'), { code: 'ERR_STREAM_DESTROYED' })],
])('a fault of %s is "unavailable", with its cause', async (_, cause) => {
  const failed = unavailable(() => Promise.reject(cause));
  await expect(failed).rejects.toMatchObject({ code: 'unavailable', cause });
});

test('a mistake of ours stays what it is', async () => {
  const mistake = Object.assign(new TypeError('not a function'), { code: 'ERR_INVALID_ARG_TYPE' });
  await expect(unavailable(() => Promise.reject(mistake))).rejects.toBe(mistake);
});

test('an order that has become too large for the database is no outage of it', async () => {
  const tooLarge = new mongo.MongoServerError({ message: 'Resulting document is too large', code: 17419 });
  await expect(unavailable(() => Promise.reject(tooLarge))).rejects.toBe(tooLarge);
});
