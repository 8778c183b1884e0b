import { createCircuitBreaker } from '../../src/iamport/circuit-breaker';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from '../../src/iamport/errors';

const PAUSE_MS = 60_000;
const NOT_SENT = { code: 'unavailable', mayHaveArrived: false, retryable: false };
const create = () => createCircuitBreaker({ failures: 3, openMs: PAUSE_MS });
const failing = () => Promise.reject(new IamportUnavailableError('HTTP 502'));

// The library reads the time from Date, so the tests hold Date.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const passThePause = () => jest.setSystemTime(Date.now() + PAUSE_MS);

async function fail(breaker: ReturnType<typeof create>, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await expect(breaker.run('a call', failing)).rejects.toThrow('HTTP 502');
}

test('after the limit of failures in a row, nothing is sent', async () => {
  const breaker = create();
  await fail(breaker, 3);
  const attempt = jest.fn(async () => 'answer');
  await expect(breaker.run('a call', attempt)).rejects.toMatchObject(NOT_SENT);
  expect(attempt).not.toHaveBeenCalled();
});

test('an answer resets the count of failures', async () => {
  const breaker = create();
  await fail(breaker, 2);
  await breaker.run('a call', async () => null);
  await fail(breaker, 2);
  expect(await breaker.run('a call', async () => 'answer')).toBe('answer');
});

test.each([
  ['a refusal', new IamportRefusedError('code 1', 'amount differs')],
  ['a 401', new IamportRefusedError('HTTP 401')],
  ['an unreadable answer', new IamportUnexpectedReplyError('no envelope')],
])('%s is an answer and does not open the breaker', async (_, error) => {
  const breaker = create();
  for (let n = 0; n < 10; n += 1) await expect(breaker.run('a call', () => Promise.reject(error))).rejects.toBe(error);
  expect(await breaker.run('a call', async () => 'answer')).toBe('answer');
});

test('after the pause one call probes; the others fail at once and do not wait for it', async () => {
  const breaker = create();
  await fail(breaker, 3);
  passThePause();
  let answer = (_: string) => {};
  const probe = breaker.run('the probe', () => new Promise<string>((resolve) => (answer = resolve)));
  const others = jest.fn(async () => 'too early');
  await expect(breaker.run('another', others)).rejects.toMatchObject(NOT_SENT);
  expect(others).not.toHaveBeenCalled();
  answer('back');
  expect(await probe).toBe('back');
  expect(await breaker.run('another', async () => 'open again')).toBe('open again');
});

test('a probe that fails opens the breaker again', async () => {
  const breaker = create();
  await fail(breaker, 3);
  passThePause();
  await fail(breaker, 1);
  await expect(breaker.run('a call', async () => 'too early')).rejects.toMatchObject(NOT_SENT);
});

test('runIfClosed never probes, and sends after a successful probe', async () => {
  const breaker = create();
  await fail(breaker, 3);
  passThePause();
  const cancel = jest.fn(async () => 'cancelled');
  await expect(breaker.runIfClosed('a cancel', cancel)).rejects.toMatchObject(NOT_SENT);
  expect(cancel).not.toHaveBeenCalled();
  await breaker.run('a look-up', async () => null);
  expect(await breaker.runIfClosed('a cancel', cancel)).toBe('cancelled');
});

test('failures of runIfClosed count like all others', async () => {
  const breaker = create();
  for (let n = 0; n < 3; n += 1) await expect(breaker.runIfClosed('a cancel', failing)).rejects.toThrow('HTTP 502');
  await expect(breaker.run('a call', async () => 'answer')).rejects.toMatchObject(NOT_SENT);
});
