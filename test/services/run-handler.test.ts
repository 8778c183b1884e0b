import type { HandlerMessage } from '../../src/domain/outbox';
import { createRunHandler, type HandlerRun } from '../../src/services/run-handler';
import type { Claim } from '../../src/store/claim';
import { buildEntry } from '../support/build-entry';

const MESSAGE = { channel: 'handler', event: 'order.paid' } as HandlerMessage;
const NOW = new Date('2026-11-21T01:00:00Z');
const LEASE_MS = 60_000;

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

/** Runs a handler that never ends. */
function setUp(renew: () => Promise<boolean>, leaseEndsAt?: Date) {
  let context: HandlerRun | undefined;
  const handler = {
    timeoutMs: 10 * LEASE_MS,
    run: (_message: unknown, _id: string, given: HandlerRun) => {
      context = given;
      return new Promise(() => undefined);
    },
  };
  const run = createRunHandler({
    handlers: { events: () => ['order.paid'], find: () => handler },
    renew,
    now: () => new Date(),
    leaseMs: LEASE_MS,
    renewMs: LEASE_MS / 3,
    stopped: new AbortController().signal,
  });
  const claim: Claim = {
    merchantUid: 'ord-1',
    entry: buildEntry(),
    lease: 'lease-1',
    hasNext: false,
    ...(leaseEndsAt && { leaseEndsAt }),
  };
  const ended = Promise.resolve(run(MESSAGE, 'event-1', claim)).catch((error: Error) => error.message);
  return { ended, isAborted: () => context?.signal.aborted };
}

const hang = () => new Promise<never>(() => undefined);

test.each([
  ['the renewal hangs', hang],
  ['the database fails', () => Promise.reject(new Error('outage'))],
])('a try ends when its lease ends, also where %s', async (_what, renew) => {
  const { ended, isAborted } = setUp(renew);
  await jest.advanceTimersByTimeAsync(LEASE_MS - 1);
  expect(isAborted()).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(isAborted()).toBe(true);
  expect(await ended).toBe('the lease of the event was lost');
});

test('a lease counts from its claim, not from the begin of the try', async () => {
  const { isAborted } = setUp(hang, new Date(NOW.getTime() + 10_000));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(isAborted()).toBe(true);
});

test.each([0, 1])('a handler is not called where the lease has ended, %s ms ago', async (agoMs) => {
  const { ended, isAborted } = setUp(hang, new Date(NOW.getTime() - agoMs));
  expect(await ended).toBe('the lease of the event was lost');
  expect(isAborted()).toBeUndefined();
  expect(jest.getTimerCount()).toBe(0);
});

test('each renewal moves the end of the lease', async () => {
  let renewals = 0;
  const { isAborted } = setUp(() => ((renewals += 1) <= 6 ? Promise.resolve(true) : hang()));
  await jest.advanceTimersByTimeAsync(3 * LEASE_MS - 1);
  expect(isAborted()).toBe(false);
  // The sixth renewal came after two leases.
  await jest.advanceTimersByTimeAsync(1);
  expect(isAborted()).toBe(true);
  expect(renewals).toBe(7);
});
