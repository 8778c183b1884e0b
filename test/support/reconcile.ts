import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { loadConfig } from '../../src/config/load-config';
import { createPasses } from '../../src/composition/create-passes';
import type { Pass } from '../../src/workers/worker';
import type { Amount } from '../../src/domain/money';
import type { OrderDocument } from '../../src/store/order.model';
import { connectStore } from '../../src/store/connection';
import { wireServices } from '../../src/composition/wire-services';
import { SYSTEM_CLOCK_AND_RANDOM, type ClockAndRandom } from '../../src/composition/clock-and-random';
import { useDatabase } from './database';
import { withoutAudit } from './without-audit';
import { serviceSettings } from './service-settings';
import { shortenRetries } from './shorten-retries';
import { ACTOR } from './actor';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const START = new Date('2026-11-21T01:00:00Z');

/**
 * Creates instances of the service, wired as in production but without server and workers: a test runs the passes itself. All
 * instances and the sandbox use one clock, which the test sets. The sandbox sends no webhooks: all are lost.
 */
export function useReconcile() {
  shortenRetries();
  const database = useDatabase();
  let connection: Connection;
  let sandbox: Sandbox;
  let atMs = START.getTime();
  let count = 0;
  const now = () => new Date(atMs);

  beforeAll(async () => {
    connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
    sandbox = await createSandbox({ now });
  });
  beforeEach(async () => {
    atMs = START.getTime();
    sandbox.reset();
    await database.db().collection('orders').deleteMany({});
    await database.db().collection('cursors').deleteMany({});
  });
  afterAll(async () => {
    await connection.close();
    await sandbox.close();
  });

  /** The stored order, without what waits for the audit log. */
  const stored = async (merchantUid: string) => {
    const order = await database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
    return order && withoutAudit(order);
  };

  /** One instance of the service. A random number of 0.5 leaves the poll schedule without jitter. */
  function instance(settings: Readonly<Record<string, string>> = {}, overrides: Partial<ClockAndRandom> = {}) {
    const world: ClockAndRandom = {
      ...SYSTEM_CLOCK_AND_RANDOM,
      now,
      elapsedMs: () => atMs,
      random: () => 0.5,
      ...overrides,
    };
    const lines: Record<string, unknown>[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
    const config = loadConfig({
      ...serviceSettings(database.uri, sandbox),
      PREPARE_AMOUNTS: 'off',
      RECONCILE_CALLS_PER_MINUTE: '100000',
      ...settings,
    });
    const services = wireServices(connection, config, logger, world);
    const passes = createPasses(connection, config, logger, services, world);
    const pass = (name: 'reconcileOrders' | 'reconcileWindow') => (passes[name] as Pass)(new AbortController().signal);
    return {
      services,
      config,
      logger,
      world,
      lines,
      /** One pass over the orders that are due. */
      look: () => pass('reconcileOrders'),
      /** One pass of the moving window. */
      slide: () => pass('reconcileWindow'),
      async order(
        fields: { readonly merchantUid?: string; readonly expiresAt?: Date; readonly tel?: string | null } = {},
      ) {
        const { merchantUid = `ord-${(count += 1)}`, expiresAt = null, tel = '010-1234-5678' } = fields;
        const terms = { name: '의자', amount: 64_900 as Amount, currency: 'KRW', customerId: null };
        const buyer = tel === null ? null : { tel };
        const result = await services.registerOrder({ merchantUid, ...terms, buyer, expiresAt }, ACTOR);
        if (result.result !== 'created') throw new Error(result.result);
        return merchantUid;
      },
    };
  }

  return {
    /** The raw database, for assertions. */
    db: () => database.db(),
    databaseUri: database.uri,
    connection: () => connection,
    sandbox: () => sandbox,
    now,
    /** Moves the common clock forward. */
    wait: (ms: number) => void (atMs += ms),
    stored,
    instance,
    /** Adds a payment to the sandbox, paid by default. */
    pay: (merchant_uid: string, fields: Partial<Parameters<Sandbox['payments']['create']>[0]> = {}): string =>
      sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid', ...fields }).imp_uid,
    /** Adds a virtual account to the sandbox, which waits for its deposit until `dueAt`. */
    account: (merchant_uid: string, dueAt: Date): string => {
      const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'ready' });
      sandbox.payments.issueVirtualAccount(imp_uid, { vbank_date: Math.floor(dueAt.getTime() / 1000) });
      return imp_uid;
    },
    /** The order's messages, each by its event or carrier. */
    told: async (merchantUid: string): Promise<string[]> => {
      const outbox = (await stored(merchantUid))?.outbox ?? [];
      return outbox.map(({ message }) => (message.channel === 'shop' ? message.event : message.channel));
    },
  };
}
