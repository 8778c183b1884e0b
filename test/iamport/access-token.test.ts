import { createAccessTokens, type IssuedToken } from '../../src/iamport/access-token';

const HALF_HOUR_S = 1_800;

/** A token cache whose clock and answers the test controls. */
function setUp(issue: (call: number) => IssuedToken | Promise<IssuedToken> = (call) => fresh(call)) {
  const state = { elapsedMs: 0, calls: 0 };
  const tokens = createAccessTokens({
    marginMs: 30_000,
    elapsedMs: () => state.elapsedMs,
    fetchToken: async () => {
      state.calls += 1;
      return issue(state.calls);
    },
  });
  return { tokens, state };
}

function fresh(call: number, lifeS = HALF_HOUR_S): IssuedToken {
  const now = 1_785_900_000;
  return { accessToken: `token-${call}`, now, expiredAt: now + lifeS };
}

test('a held token is used again while it lives', async () => {
  const { tokens, state } = setUp();
  await tokens.get();
  state.elapsedMs = (HALF_HOUR_S - 31) * 1000;
  expect(await tokens.get()).toBe('token-1');
  expect(state.calls).toBe(1);
});

test('a new token is fetched 30 seconds before the old one expires', async () => {
  const { tokens, state } = setUp();
  await tokens.get();
  state.elapsedMs = (HALF_HOUR_S - 30) * 1000;
  expect(await tokens.get()).toBe('token-2');
});

test('the lifetime is the difference of i’mport’s own times, so a wrong local clock does not matter', async () => {
  const longAgo = { accessToken: 'old-clock', now: 5, expiredAt: 5 + HALF_HOUR_S };
  const { tokens, state } = setUp(() => longAgo);
  await tokens.get();
  state.elapsedMs = 60_000;
  await tokens.get();
  expect(state.calls).toBe(1);
});

test('a token that expires within the margin is used once and fetched again', async () => {
  const { tokens, state } = setUp((call) => fresh(call, 10));
  expect(await tokens.get()).toBe('token-1');
  expect(await tokens.get()).toBe('token-2');
  expect(state.calls).toBe(2);
});

test('all waiting callers share one request', async () => {
  const { tokens, state } = setUp();
  const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get()));
  expect(new Set(got)).toEqual(new Set(['token-1']));
  expect(state.calls).toBe(1);
});

test('a failed fetch is not kept: the next caller fetches again', async () => {
  const { tokens } = setUp((call) => (call === 1 ? Promise.reject(new Error('down')) : fresh(call)));
  await expect(tokens.get()).rejects.toThrow('down');
  expect(await tokens.get()).toBe('token-2');
});

test('a rejected token is renewed once for all its holders', async () => {
  const { tokens, state } = setUp();
  const rejected = await tokens.get();
  const renewed = await Promise.all([tokens.renew(rejected), tokens.renew(rejected)]);
  expect(renewed).toEqual(['token-2', 'token-2']);
  expect(await tokens.renew(rejected)).toBe('token-2');
  expect(state.calls).toBe(2);
});
