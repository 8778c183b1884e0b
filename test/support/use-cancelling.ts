import type { Connection } from 'mongoose';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { HOLD_EVERYTHING } from '../../src/domain/money-policy';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import { createIamportClient, type IamportClient } from '../../src/iamport/client';
import { createPaymentSearch } from '../../src/iamport/payment-search';
import { recordReport } from '../../src/services/record-report';
import { connectStore } from '../../src/store/connection';
import { createDueCancels, type DueCancels } from '../../src/store/due-cancels';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { type CancelOrderParts, resumeCancels } from './cancels';
import { buildCancelRequest } from './build-cancel-request';
import { buildOrder } from './build-order';
import { useDatabase } from './database';
import { SEARCH_OPTIONS } from './search-options';
import { SESSION_LIMITS } from './session-limits';

/** The cancelling services alone, on a real store and the sandbox's real server, with a clock that the test sets. */
export function useCancelling() {
  const database = useDatabase();
  let sandbox: Sandbox;
  let connection: Connection;
  let orders: Orders;
  let dueCancels: DueCancels;
  let client: IamportClient;
  let search: ReturnType<typeof createPaymentSearch>;
  let clockMs = Date.parse('2026-11-21T01:03:00Z');
  let count = 0;
  const now = () => new Date(clockMs);

  beforeAll(async () => {
    sandbox = await createSandbox({ now });
    connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
    orders = createOrders(connection, { pollSoonMs: 60_000 });
    dueCancels = createDueCancels(connection);
    const session = {
      ...SESSION_LIMITS,
      apiUrl: sandbox.url,
      apiKey: sandbox.impKey,
      apiSecret: sandbox.impSecret,
      inicisApiKey: sandbox.inicisApiKey,
      mode: 'live',
      tryTimeoutMs: 1_000,
      budgetMs: 5_000,
      cancelTimeoutMs: 1_000,
      now,
      elapsedMs: () => clockMs,
    } as const;
    client = createIamportClient(session);
    search = createPaymentSearch({ ...session, ...SEARCH_OPTIONS });
  });
  afterAll(async () => {
    await connection.close();
    await sandbox.close();
  });

  return {
    sandbox: () => sandbox,
    orders: () => orders,
    dueCancels: () => dueCancels,
    now,
    letPass: (ms: number) => (clockMs += ms),
    setClock: (at: Date) => (clockMs = Math.max(clockMs, at.getTime())),
    stored: (merchantUid: string) => database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid }),

    /** Stores a paid order, with everything that its cancel needs. */
    async paidOrder(payment: object = {}) {
      const merchantUid = `ord-cancel-${(count += 1)}`;
      const order = buildOrder({ merchantUid, createdAt: now() });
      await orders.createOrder(order);
      const fields = { merchant_uid: merchantUid, amount: 64_900, status: 'paid', ...payment };
      const impUid = sandbox.payments.create(fields).imp_uid;
      let ids = 0;
      const deps: CancelOrderParts = {
        ...orders,
        ...client,
        findMoney: search.findMoney,
        findAccounts: search.findAccounts,
        readMs: 5_000,
        policy: { mode: 'live', moneyPolicy: HOLD_EVERYTHING },
        now,
        newId: () => `${merchantUid}-${(ids += 1)}`,
        pause: async () => {},
        lostRacePauseMs: 10,
        random: () => 0,
        withinDeadline: (work) => work(),
        onFailure: () => {},
      };
      const reported = await client.getPayment(impUid);
      if (reported === null) throw new Error('the sandbox lost a payment');
      await recordReport(deps, order, reported, { source: 'callback' });
      return { merchantUid, impUid, deps };
    },

    /** A request for 900 of an order's 64,900 won. */
    request: (merchantUid: string, fields: Partial<CancelRequest> = {}): CancelRequest =>
      buildCancelRequest({ merchantUid, amount: 900, ...fields }),

    /** Runs the pass at each due time of the order until nothing is due. The clock moves from one due time to the next. */
    async untilQuiet(merchantUid: string, deps: CancelOrderParts, until?: Date): Promise<void> {
      for (let passes = 0; passes < 100; passes += 1) {
        const due = (await this.stored(merchantUid))?.queues.cancel?.dueAt;
        if (due === undefined || (until !== undefined && due > until)) return;
        this.setClock(due);
        await resumeCancels({
          ...deps,
          cancelQueue: dueCancels,
          leaseMs: 60_000,
          onCancelFailed: () => undefined,
        }).catch(() => undefined);
      }
      throw new Error('there is no end to it');
    },
  };
}
