import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { Connection } from 'mongoose';
import { createSandbox } from '../sandbox/iamport/create-sandbox';
import type { Amount } from '../src/domain/money';
import { registerOrder } from '../src/services/register-order';
import { connectStore } from '../src/store/connection';
import { createOrders } from '../src/store/orders';
import { withDatabaseName } from '../test/support/database-uri';
import { startEventReceiver } from './event-receiver';
import { compareWithTruth } from './overload/compare-with-truth';
import type { Ids, PaymentFields, Question } from './start-processes';
import { watchUpstream } from './upstream-times';

const AMOUNT = 64_900;
const SEEDED_AT_ONCE = 200;
const DATABASE = 'bench';

/** The world around the servers that are measured, as a process of its own: the sandbox and the shop's server. */
async function main(): Promise<void> {
  const uri = process.env['MONGODB_URI'] ?? '';
  keepConnections();
  const upstream = watchUpstream();
  const [sandbox, receiver] = [await createSandbox(), await startEventReceiver()];
  const connections = new Map<string, Connection>();
  const seeded: Ids[] = [];
  // Of a run of its own: a database that outlives the run has the keys of earlier ones.
  const run = `b${Date.now().toString(36)}x`;
  let count = 0;

  async function connect(database: string): Promise<Connection> {
    const open = connections.get(database);
    if (open !== undefined) return open;
    const named = withDatabaseName(uri, database, 'bench');
    const connection = await connectStore({ uri: named, operationTimeoutMs: 30_000, poolSize: 20, heartbeatMs: 1_000 });
    connections.set(database, connection);
    return connection;
  }

  async function seed(n: number, amount = AMOUNT, database = DATABASE): Promise<Ids[]> {
    sandbox.calls.reset();
    const register = registerIn(await connect(database));
    const keys = Array.from({ length: n }, () => `${run}${(count += 1)}`);
    for (let at = 0; at < n; at += SEEDED_AT_ONCE) {
      await Promise.all(keys.slice(at, at + SEEDED_AT_ONCE).map(register));
    }
    const ids = pay(keys, { amount });
    seeded.push(...ids);
    return ids;
  }

  function pay(keys: readonly string[], fields: PaymentFields = {}): Ids[] {
    return keys.map((merchant_uid) => {
      const { imp_uid } = sandbox.payments.create({ amount: AMOUNT, status: 'paid', ...fields, merchant_uid });
      if (fields.status === 'ready') sandbox.payments.issueVirtualAccount(imp_uid);
      return { imp_uid, merchant_uid };
    });
  }

  function slow(delayMs: number): null {
    sandbox.faults.clear();
    if (delayMs > 0) sandbox.faults.set({ kind: 'latency', delayMs });
    return null;
  }

  /** What was asked of i'mport since the last such question. */
  function readUpstream() {
    const read = { calls: sandbox.calls.count(), times: [...upstream] };
    sandbox.calls.reset();
    upstream.clear();
    return read;
  }

  async function answer(question: Question): Promise<unknown> {
    switch (question.ask) {
      case 'seed':
        return seed(question.count, question.amount, question.database);
      case 'pay':
        return pay(question.keys, question.fields);
      case 'slow':
        return slow(question.delayMs);
      case 'compare':
        return compareWithTruth(await connect(DATABASE), sandbox, seeded);
      case 'upstream':
        return readUpstream();
      case 'received':
        return receiver.received(question.path);
      case 'receiver':
        receiver.answerWith(question.answer);
        return null;
    }
  }

  process.on('disconnect', () => process.exit());
  process.on('message', (question: Question) => {
    void answer(question).then((given) => process.send?.({ answer: given }));
  });
  process.send?.({
    ready: {
      uri: withDatabaseName(uri, DATABASE, 'bench'),
      apiUrl: sandbox.url,
      impKey: sandbox.impKey,
      impSecret: sandbox.impSecret,
      receiverUrl: receiver.url,
    },
  });
}

const KEEP_ALIVE_MS = 65_000;

/**
 * Keeps idle connections longer than Node's five seconds. A server that is not measured for a while would else find its
 * connections closed, and a program without retries would fail.
 */
function keepConnections(): void {
  channel('http.server.request.start').subscribe((message) => {
    (message as { server: Server }).server.keepAliveTimeout = KEEP_ALIVE_MS;
  });
}

/** Registers orders as the service does, without HTTP. */
function registerIn(connection: Connection): (merchantUid: string) => Promise<unknown> {
  const deps = {
    ...createOrders(connection, { pollSoonMs: 60_000 }),
    now: () => new Date(),
    newId: randomUUID,
    prepareOrder: null,
    ownTryMs: 0,
    firstPoll: ({ createdAt }: { readonly createdAt: Date }) => {
      return { dueAt: new Date(createdAt.getTime() + 60_000), step: 0, isUrgent: true };
    },
  };
  const terms = {
    name: 'chair',
    amount: AMOUNT as Amount,
    currency: 'KRW',
    customerId: null,
    buyer: null,
    expiresAt: null,
  };
  return (merchantUid) =>
    registerOrder({ ...deps, newMerchantUid: () => merchantUid }, { ...terms, merchantUid }, null);
}

void main();
