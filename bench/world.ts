import { createSandbox } from '../sandbox/iamport/create-sandbox';
import { startDatabase } from '../sandbox/mongodb/start-database';
import { registerOrder } from '../src/services/register-order';
import { connectStore } from '../src/store/connection';
import { createOrders } from '../src/store/orders';
import type { Amount } from '../src/domain/money';
import { compareWithTruth } from './overload/compare-with-truth';
import type { Ids } from './start-processes';

const AMOUNT = 64_900;
const SEEDED_AT_ONCE = 200;

/** What a bench may ask of the world; see `World` in start-processes.ts. */
type Question = { seed: number; amount?: number } | { slow: number } | { compare: true };

/** The world around the servers that are measured, as a process of its own: a database and the sandbox. */
async function main(): Promise<void> {
  const database = await startDatabase({ env: process.env, log: () => undefined });
  const uri = new URL(database.uri);
  uri.pathname = '/bench';
  const sandbox = await createSandbox();
  const connection = await connectStore({ uri: uri.href, operationTimeoutMs: 10_000, poolSize: 20 });
  const orders = createOrders(connection);
  const all: Ids[] = [];
  let count = 0;

  async function seed(n: number, amount = AMOUNT): Promise<Ids[]> {
    sandbox.calls.reset();
    const keys = Array.from({ length: n }, () => `bench${(count += 1)}`);
    for (let at = 0; at < n; at += SEEDED_AT_ONCE) {
      await Promise.all(keys.slice(at, at + SEEDED_AT_ONCE).map((merchantUid) => registerOne(merchantUid)));
    }
    const seeded = keys.map((merchant_uid) => {
      const { imp_uid } = sandbox.payments.create({ merchant_uid, amount, status: 'paid' });
      return { imp_uid, merchant_uid };
    });
    all.push(...seeded);
    return seeded;
  }

  async function answer(question: Question): Promise<unknown> {
    if ('seed' in question) return seed(question.seed, question.amount);
    if ('compare' in question) return compareWithTruth(connection, sandbox, all);
    sandbox.faults.clear();
    if (question.slow > 0) sandbox.faults.set({ kind: 'latency', delayMs: question.slow });
    return null;
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
        amount: AMOUNT as Amount,
        currency: 'KRW',
        customerId: null,
        buyer: null,
        expiresAt: null,
      },
    );

  process.on('message', (question: Question) => {
    void answer(question).then((given) => process.send?.({ answer: given }));
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
