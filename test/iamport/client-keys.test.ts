import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { Amount } from '../../src/domain/money';
import { createIamportClient } from '../../src/iamport/client';
import { SESSION_LIMITS } from '../support/session-limits';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const setUp = () =>
  createIamportClient({
    ...SESSION_LIMITS,
    apiUrl: sandbox.url,
    apiKey: sandbox.impKey,
    apiSecret: sandbox.impSecret,
    mode: 'live',
    tryTimeoutMs: 1_000,
    budgetMs: 5_000,
    cancelTimeoutMs: 1_000,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
  });

/** The HTTP edge refuses these keys too. This rule holds for every caller of the client. */
test.each([
  ...['cancel', 'find', 'findAll', 'prepare', 'status', 'balance', 'holder'],
  ...['', '.', '..', '../users/getToken1', 'imp_1/balance', 'imp_1?b=c', 'imp_1#b', 'imp_1%2fb'],
])('the client sends nothing for the key %j', async (impUid) => {
  const client = setUp();
  const cancel = { impUid, amount: 100 as Amount, checksum: 100 as Amount, currency: 'KRW', reason: 'x' };
  const rest = { taxFree: null, vatAmount: null, refund: null };
  expect(await client.getPayment(impUid)).toBeNull();
  expect(await client.revokeAccount(impUid, null)).toMatchObject({ result: 'refused' });
  expect(await client.cancelPayment({ ...cancel, ...rest })).toMatchObject({ result: 'refused' });
  expect(sandbox.calls.count()).toBe(0);
});
