import { setTimeout as sleep } from 'node:timers/promises';
import { quietLogger } from './quiet-logger';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../../src/store/order.model';
import { loadConfig } from '../../src/config/load-config';
import { startService, type Service } from '../../src/composition/start-service';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { createPauses } from './create-pauses';
import { useDatabase } from './database';
import { withoutAudit } from './without-audit';
import { ORDERS_API_KEY, serviceSettings } from './service-settings';
import { shortenRetries } from './shorten-retries';

type Settings = Readonly<Record<string, string>>;

/** The payment fields that the sandbox takes. */
export type PaymentFields = Parameters<Sandbox['payments']['create']>[0];

/**
 * Starts the real service on a real database, with the sandbox's real HTTP server, for one test file. Orders and payments of
 * different tests have different keys, so the tests do not affect each other.
 *
 * @param settings further settings; a function where they are known only after the start
 */
export function useCheckout(settings: Settings | (() => Settings) = {}, logger = quietLogger()) {
  shortenRetries();
  const database = useDatabase();
  let sandbox: Sandbox;
  let service: Service;
  let orders = 0;
  let requests = 0;
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const pauses = createPauses();

  beforeAll(async () => {
    sandbox = await createSandbox({ now });
    service = await startService(
      loadConfig({
        ...serviceSettings(database.uri, sandbox),
        // A background pass would hit the faults that a test sets for its own calls.
        RECONCILE: 'off',
        ...(typeof settings === 'function' ? settings() : settings),
      }),
      logger,
      { ...SYSTEM_CLOCK_AND_RANDOM, now, pause: pauses.pause },
    );
    await service.started;
  });
  afterAll(async () => {
    await service.stop();
    await sandbox.close();
  });

  const http = () => supertest(service.url);
  const key = `Bearer ${ORDERS_API_KEY}`;

  const checkout = {
    http,
    sandbox: () => sandbox,
    url: () => service.url,
    /** Reads the operators' keys again, as SIGHUP does. */
    reloadKeys: () => service.reloadKeys(),
    /** Stops the service before the end of the file. */
    stop: () => service.stop(),
    newMerchantUid: () => `ord-${process.pid}-${(orders += 1)}`,

    /** Registers an order over HTTP. @returns its `merchant_uid` */
    async order(fields: Record<string, unknown> = {}): Promise<string> {
      const merchant_uid = `ord-${process.pid}-${(orders += 1)}`;
      const body = { merchant_uid, name: 'Norway swivel chair', amount: 64_900, ...fields };
      const reply = await http().post('/orders').set('authorization', `Bearer ${ORDERS_API_KEY}`).send(body);
      if (reply.status !== 201) throw new Error(`POST /orders: ${reply.status} ${reply.text}`);
      return merchant_uid;
    },

    /** Adds a payment to the sandbox, paid by default. @returns its `imp_uid` */
    pay: (merchant_uid: string, fields: Partial<PaymentFields> = {}): string =>
      sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid', ...fields }).imp_uid,

    callback: (imp_uid: unknown, merchant_uid: unknown) =>
      http().post('/payments/complete').send({ imp_uid, merchant_uid }),
    redirect: (imp_uid: string, merchant_uid: string) =>
      http().get('/payments/complete').query({ imp_uid, merchant_uid }).set('accept', 'application/json'),
    webhook: (imp_uid: unknown, merchant_uid: unknown, status: unknown = 'paid') =>
      http().post('/payments/webhook').send({ imp_uid, merchant_uid, status }),

    /** The order as `GET /orders/:merchant_uid` shows it. */
    async read(merchantUid: string) {
      const reply = await http().get(`/orders/${merchantUid}`).set('authorization', `Bearer ${ORDERS_API_KEY}`);
      return reply.body as OrderReply;
    },
    /** The stored order, without what waits for the audit log. */
    async stored(merchantUid: string) {
      const order = await database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
      return order && withoutAudit(order);
    },
    /** The stored order but for what a pass changes meanwhile: how far its messages have come. */
    async storedButDeliveries(merchantUid: string) {
      const order = await checkout.stored(merchantUid);
      return {
        ...order,
        shopDeliveredAt: undefined,
        outbox: order?.outbox.map(({ id, message }) => ({ id, message })),
        queues: order?.queues.poll,
      };
    },
    db: () => database.db(),
    database: () => database,

    /** Moves the clocks of the service and of the sandbox forward. */
    letPass: (ms: number) => (aheadMs += ms),
    /** The time of those clocks, that many milliseconds from now, in ISO 8601. */
    timeIn: (ms: number) => new Date(now().getTime() + ms).toISOString(),

    /** Registers an order that is paid and verified. */
    async paidOrder(fields: Record<string, unknown> = {}, payment: Partial<PaymentFields> = {}) {
      const merchantUid = await checkout.order(fields);
      const impUid = checkout.pay(merchantUid, payment);
      await checkout.callback(impUid, merchantUid);
      return { merchantUid, impUid };
    },

    /** Sends `POST /orders/:merchant_uid/cancel` with a new `request_id` and a reason, unless they are given. */
    cancel: (merchantUid: string, body: Record<string, unknown>) =>
      http()
        .post(`/orders/${merchantUid}/cancel`)
        .set('authorization', key)
        .send({ reason: '고객 변심', request_id: `req-${(requests += 1)}`, ...body }),

    /** Ends the pauses of the service's passes: they run now. */
    runPasses: pauses.breakOff,

    /** Runs the service's passes until the order, as `GET` shows it, meets the condition. @returns the order */
    async until(merchantUid: string, isSo: (order: OrderReply) => boolean, timeoutMs = 15_000): Promise<OrderReply> {
      const end = Date.now() + timeoutMs;
      for (;;) {
        checkout.runPasses();
        const order = await checkout.read(merchantUid);
        if (isSo(order)) return order;
        if (Date.now() > end) throw new Error(`never came: ${JSON.stringify(order, null, 1)}`);
        await sleep(20);
      }
    },
  };
  return checkout;
}

/** The fields of an order's answer that tests read. */
export interface OrderReply {
  readonly status: string;
  readonly paid_by: string | null;
  readonly payments: readonly {
    readonly imp_uid: string;
    readonly outcome: string;
    readonly source: string;
    readonly cancel_amount: number;
    readonly cancel_history: readonly { readonly cancellation_id: string; readonly amount: number }[];
  }[];
  readonly cancels: readonly {
    readonly request_id: string;
    readonly kind: string;
    readonly cause: string;
    readonly imp_uid: string;
    readonly status: string;
    readonly amount: number;
    readonly cancellation_id: string | null;
    readonly answer: string | null;
  }[];
  readonly needs_attention: boolean;
  readonly virtual_account: Record<string, unknown> | null;
  readonly unlisted_accounts: readonly string[];
  readonly attention: readonly { readonly reason: string; readonly imp_uid: string }[];
  readonly history: readonly {
    readonly from: string;
    readonly to: string;
    readonly source: string;
    readonly imp_uid: string;
  }[];
}
