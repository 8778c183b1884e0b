import { tryAgain, type TryAgainDeps } from '../../src/client/try-again';
import type { Outcome } from '../../src/client/try-once';

/** Tries against outcomes in their order, with a clock that the pauses move. */
async function run(
  outcomes: readonly Outcome[],
  options: Partial<Parameters<typeof tryAgain>[2]> & { readonly retry?: Partial<TryAgainDeps['retry']> } = {},
) {
  let now = Date.parse('2026-11-30T01:00:00Z');
  const pauses: number[] = [];
  const limits: number[] = [];
  const deps: TryAgainDeps = {
    retry: { limit: 3, firstPauseMs: 300, maxPauseMs: 20_000, ...options.retry },
    now: () => now,
    random: () => 1,
    pause: async (ms, signal) => {
      now += ms;
      pauses.push(ms);
      return !signal?.aborted;
    },
  };
  const attempt = async (timeoutMs: number) => outcomes[limits.push(timeoutMs) - 1] ?? answer(200);
  const times = { timeoutMs: 30_000, totalTimeoutMs: 60_000 };
  const result = await tryAgain(deps, attempt, { ...times, isIdempotent: true, signal: null, ...options });
  return { ...result, pauses, limits };
}

const answer = (http: number, headers: Record<string, string> = {}): Outcome => ({
  kind: 'answer',
  http,
  headers: new Headers(headers),
  body: '{}',
});
const network: Outcome = { kind: 'network', detail: 'ECONNRESET' };
const timeout: Outcome = { kind: 'timeout' };

test.each<[string, Outcome, boolean, boolean]>([
  ['a 429', answer(429), true, true],
  ['a 503', answer(503), true, true],
  ['a 500', answer(500), true, false],
  ['a 502', answer(502), true, false],
  ['a 504', answer(504), true, false],
  ['a fault of the network', network, true, false],
  ['a time limit', timeout, true, false],
  ['a 400', answer(400), false, false],
  ['a 401', answer(401), false, false],
  ['a 409', answer(409), false, false],
  ['a redirect', answer(302), false, false],
  ['an abort', { kind: 'aborted' }, false, false],
])('%s: an idempotent request is repeated: %p, any other: %p', async (_, outcome, idempotent, other) => {
  expect((await run([outcome])).tries).toBe(idempotent ? 2 : 1);
  expect((await run([outcome], { isIdempotent: false })).tries).toBe(other ? 2 : 1);
});

test('after the last try its outcome is the result', async () => {
  const { outcome, tries } = await run([network, network, network, answer(503)]);
  expect([outcome, tries]).toMatchObject([{ kind: 'answer', http: 503 }, 4]);
});

test('without retries there is one try', async () => {
  expect(await run([network], { retry: { limit: 0 } })).toMatchObject({ outcome: network, tries: 1, pauses: [] });
});

test('pauses double, up to their bound', async () => {
  const { pauses } = await run(
    Array.from({ length: 5 }, () => network),
    {
      retry: { limit: 5, firstPauseMs: 300, maxPauseMs: 1_000 },
    },
  );
  expect(pauses).toEqual([300, 600, 1_000, 1_000, 1_000]);
});

test.each([
  ['in seconds', '5', 5_300],
  ['until a date', 'Mon, 30 Nov 2026 01:00:07 GMT', 7_300],
  ['longer than the bound', '3600', 20_000],
])('Retry-After %s is heeded, up to the bound of a pause', async (_, value, pauseMs) => {
  expect((await run([answer(503, { 'retry-after': value })])).pauses).toEqual([pauseMs]);
});

test('a pause that would end after the time for all tries ends the call at once', async () => {
  const slow = answer(429, { 'retry-after': '10' });
  const { outcome, pauses } = await run([slow, slow], { totalTimeoutMs: 15_000 });
  expect([outcome, pauses]).toEqual([slow, [10_300]]);
});

test('a try has no more time than is left of all', async () => {
  const { limits } = await run([answer(503, { 'retry-after': '10' })], { timeoutMs: 9_000, totalTimeoutMs: 15_000 });
  expect(limits).toEqual([9_000, 4_700]);
});

test('a signal breaks a pause off', async () => {
  const { outcome, tries } = await run([network], { signal: AbortSignal.abort() });
  expect([outcome, tries]).toEqual([{ kind: 'aborted' }, 1]);
});
