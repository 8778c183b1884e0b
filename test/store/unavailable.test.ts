import { mongo } from 'mongoose';
import { LOST_MS, unavailable } from '../../src/store/unavailable';

test.each([
  ['the driver', new mongo.MongoNetworkError('gone')],
  ['a socket that the server has closed', Object.assign(new Error('ended by the other party'), { code: 'EPIPE' })],
  ['a destroyed stream', Object.assign(new Error('destroyed'), { code: 'ERR_STREAM_DESTROYED' })],
])('a fault of %s is "unavailable", with its cause', async (_, cause) => {
  const failed = unavailable(() => Promise.reject(cause));
  await expect(failed).rejects.toMatchObject({ code: 'unavailable', cause });
});

test('a programming error is thrown unchanged', async () => {
  const mistake = Object.assign(new TypeError('not a function'), { code: 'ERR_INVALID_ARG_TYPE' });
  await expect(unavailable(() => Promise.reject(mistake))).rejects.toBe(mistake);
});

test('an order that is too large is not "unavailable"', async () => {
  const tooLarge = new mongo.MongoServerError({ message: 'Resulting document is too large', code: 17419 });
  await expect(unavailable(() => Promise.reject(tooLarge))).rejects.toBe(tooLarge);
});

test('an operation that the driver never ends is given up', async () => {
  jest.useFakeTimers();
  const lost = unavailable(() => new Promise<never>(() => {}));
  jest.advanceTimersByTime(LOST_MS);
  jest.useRealTimers();
  await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
});
