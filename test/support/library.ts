import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import type { Checkout } from '../../src/library/checkout';
import type { CheckoutOptions } from '../../src/library/checkout-options';
import { openCheckout } from '../../src/library/open-checkout';
import type { OutboxEntry } from '../../src/domain/outbox';
import type { OrderDocument } from '../../src/store/order.model';
import { createPauses } from './create-pauses';
import { useDatabase } from './database';
import { shortenRetries } from './shorten-retries';

/** The prefix of a checkout that names none. */
export const PREFIX = 'checkout_';

/** The prefixes that the checkouts of a test file may have. */
const PREFIXES = [PREFIX, 'merchant_a_', 'merchant_b_'];

export type Options = Partial<CheckoutOptions>;

/** A checkout in this process, on a clock and pauses that the test moves. */
export interface TestCheckout extends Checkout {
  /** Ends the pauses of its passes: they run now. */
  readonly runPasses: () => void;
}

/**
 * Checkouts in the process of the test, on a real database, with the sandbox's real HTTP server. Each is stopped at the end of its test.
 */
export function useLibrary() {
  shortenRetries();
  const database = useDatabase(PREFIXES);
  const opened: TestCheckout[] = [];
  const servers: Server[] = [];
  let sandbox: Sandbox;
  let orders = 0;
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  beforeAll(async () => {
    sandbox = await createSandbox({ now });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    // What a test left running ends by itself.
    await Promise.all(opened.splice(0).map((checkout) => checkout.stop().catch(() => undefined)));
    // The events of one test must not reach the handlers of the next.
    await database.clear();
    aheadMs = 0;
  });
  afterAll(() => sandbox.close());

  const options = (given: Options = {}): CheckoutOptions => ({
    connection: database.uri,
    iamport: { apiUrl: sandbox.url, apiKey: sandbox.impKey, apiSecret: sandbox.impSecret, mode: 'live' },
    // A background pass would hit the faults that a test sets for its own calls.
    reconcile: false,
    logger: false,
    ...given,
  });

  return {
    database,
    sandbox: () => sandbox,
    options,
    newMerchantUid: () => `ord-${process.pid}-${(orders += 1)}`,
    /** Moves the clocks of the checkouts and of the sandbox forward. */
    letPass: (ms: number) => (aheadMs += ms),

    /** Creates a checkout, as `createCheckout` does. */
    async create(given?: Options): Promise<TestCheckout> {
      const pauses = createPauses();
      const world = { ...SYSTEM_CLOCK_AND_RANDOM, now, elapsedMs: () => now().getTime(), pause: pauses.pause };
      const checkout = { ...(await openCheckout(options(given), world)), runPasses: pauses.breakOff };
      opened.push(checkout);
      return checkout;
    },

    /** Serves the shop's own app. @param createApp of Express 4, where it is not of the newest */
    async serve(build: (app: Express) => void, createApp: () => Express = express) {
      const app = createApp();
      build(app);
      const server = createServer(app).listen(0, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
      return supertest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    },

    /** Adds a payment to the sandbox. @returns its `imp_uid` */
    pay: (merchant_uid: string, fields: Partial<Parameters<Sandbox['payments']['create']>[0]> = {}): string =>
      sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid', ...fields }).imp_uid,

    /** The stored order of a prefix. */
    stored: (merchantUid: string, prefix = PREFIX) =>
      database.db().collection<OrderDocument>(`${prefix}orders`).findOne({ _id: merchantUid }),
    /** The entries for handlers of a stored order. */
    async entries(merchantUid: string, prefix = PREFIX): Promise<readonly OutboxEntry[]> {
      const order = await database.db().collection<OrderDocument>(`${prefix}orders`).findOne({ _id: merchantUid });
      return (order?.outbox ?? []).filter(({ message }) => message.channel === 'handler');
    },
  };
}

/** What the shop wants to be paid in tests. */
export const CHAIR = { name: 'Norway swivel chair', amount: 64_900 };
