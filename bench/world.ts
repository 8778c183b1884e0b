import { createSandbox } from '../sandbox/iamport/create-sandbox';
import { startDatabase } from '../sandbox/mongodb/start-database';
import { registerOrder } from '../src/services/register-order';
import { connectStore } from '../src/store/connection';
import { createOrders } from '../src/store/orders';
import type { Amount } from '../src/domain/money';

/**
 * The world around the servers that are measured, as a process of its own: a database and the sandbox. Answers
 * `{ seed: n }` with the ids of n registered orders, each with its paid payment.
 */
async function main(): Promise<void> {
  const database = await startDatabase({ env: process.env, log: () => undefined });
  const uri = new URL(database.uri);
  uri.pathname = '/bench';
  const sandbox = await createSandbox();
  const connection = await connectStore({ uri: uri.href, operationTimeoutMs: 10_000, poolSize: 20 });
  const orders = createOrders(connection);
  let count = 0;

  async function seed(n: number): Promise<{ imp_uid: string; merchant_uid: string }[]> {
    const keys = Array.from({ length: n }, () => `bench${(count += 1)}`);
    await Promise.all(keys.map((merchantUid) => registerOne(merchantUid)));
    return keys.map((merchant_uid) => {
      const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid' });
      return { imp_uid, merchant_uid };
    });
  }

  const registerOne = (merchantUid: string) =>
    registerOrder(
      {
        ...orders,
        now: () => new Date(),
        newMerchantUid: () => merchantUid,
        prepareOrder: null,
        firstVisit: ({ createdAt }) => ({ dueAt: new Date(createdAt.getTime() + 60_000), step: 0, isUrgent: true }),
      },
      {
        merchantUid,
        name: 'chair',
        amount: 64_900 as Amount,
        currency: 'KRW',
        customerId: null,
        buyer: null,
        expiresAt: null,
      },
    );

  process.on('message', (message: { seed: number }) => {
    sandbox.calls.reset();
    void seed(message.seed).then((seeded) => process.send?.({ seeded }));
  });
  process.send?.({
    ready: {
      uri: uri.href,
      engine: `${database.engine} ${database.version}`,
      apiUrl: sandbox.url,
      impKey: sandbox.impKey,
      impSecret: sandbox.impSecret,
    },
  });
}

void main();
