import type { Connection } from 'mongoose';
import { findDifferences } from '../../chaos/truth/find-differences';
import { findViolations } from '../../chaos/truth/find-violations';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { NewPayment } from '../../sandbox/iamport/payments/payment';
import { HOLD_EVERYTHING, type MoneyPolicy } from '../../src/domain/money-policy';
import { createIamportClient, type IamportClient } from '../../src/iamport/client';
import { createPaymentLookUp } from '../../src/iamport/payment-look-up';
import { createPaymentSearch, type PaymentSearch } from '../../src/iamport/payment-search';
import { acceptPayment, type AcceptPaymentDeps, type AcceptRequest } from '../../src/services/accept-payment';
import { amendOrder, type AmendOrderDeps } from '../../src/services/amend-order';
import { prepareOrder, type PrepareOrderDeps } from '../../src/services/prepare-order';
import { verifyByOrder, type VerifyByOrderDeps } from '../../src/services/verify-by-order';
import { verifyPayment, type VerifyPaymentDeps } from '../../src/services/verify-payment';
import { connectStore } from '../../src/store/connection';
import { createDueCancels } from '../../src/store/due-cancels';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { createUnpreparedOrders, type UnpreparedOrders } from '../../src/store/unprepared-orders';
import type { CancelOrderParts, ResumeCancelsParts } from '../support/cancels';
import { buildOrder } from '../support/build-order';
import type { Amendment } from '../../src/domain/plan-amendment';
import { ACTOR } from '../support/actor';
import { useDatabase } from '../support/database';
import { SEARCH_OPTIONS } from '../support/search-options';
import { SESSION_LIMITS } from '../support/session-limits';

/** Races depend on the order of events only, so no time limit may end a call on a slow machine. */
const NO_LIMIT_MS = 60 * 60_000;

/**
 * Builds the deps of the services for races, on the real store and the sandbox's real HTTP server. Orders of different
 * tests have different keys.
 */
export function useRaceTrack() {
  // Each test runs hundreds of races.
  jest.setTimeout(5 * 60_000);
  const database = useDatabase();
  let connection: Connection;
  let sandbox: Sandbox;
  let client: IamportClient;
  let search: PaymentSearch;
  let aheadMs = 0;
  let orders: Orders;
  let unprepared: UnpreparedOrders;
  let count = 0;
  const made = new Map<string, string[]>();
  const truthOf = (merchantUid: string) =>
    (made.get(merchantUid) ?? []).flatMap((impUid) => sandbox.payments.get(impUid) ?? []);
  const now = () => new Date(Date.now() + aheadMs);

  beforeAll(async () => {
    sandbox = await createSandbox({ now });
    connection = await connectStore({
      uri: database.uri,
      operationTimeoutMs: NO_LIMIT_MS,
      poolSize: 20,
      heartbeatMs: 1_000,
    });
    orders = createOrders(connection, { pollSoonMs: 60_000 });
    unprepared = createUnpreparedOrders(connection);
    const session = {
      ...SESSION_LIMITS,
      apiUrl: sandbox.url,
      apiKey: sandbox.impKey,
      apiSecret: sandbox.impSecret,
      inicisApiKey: sandbox.inicisApiKey,
      mode: 'live' as const,
      retry: { ...SESSION_LIMITS.retry, firstDelayMs: 1, maxDelayMs: 5 },
      tryTimeoutMs: NO_LIMIT_MS,
      budgetMs: NO_LIMIT_MS,
      cancelTimeoutMs: NO_LIMIT_MS,
      now,
      elapsedMs: () => performance.now(),
    };
    client = createIamportClient(session);
    search = createPaymentSearch({ ...session, ...SEARCH_OPTIONS });
  });
  afterAll(async () => {
    await connection.close();
    await sandbox.close();
  });

  const stored = async (merchantUid: string) => {
    const order = await database.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid });
    if (order === null) throw new Error(`${merchantUid} is not there`);
    return order;
  };
  /** Each call makes another instance of the service, which shares only the database. */
  const prepareDeps = (): PrepareOrderDeps => ({
    prepareAmount: client.prepareAmount,
    markPrepared: unprepared.markPrepared,
    findOrder: orders.findOrder,
    now,
    leaseMs: 60_000,
    onFailure: (_order, error) => {
      throw error;
    },
  });

  const verifyDeps = (moneyPolicy: MoneyPolicy = HOLD_EVERYTHING): VerifyPaymentDeps => ({
    findOrder: orders.findOrder,
    changeOrder: orders.changeOrder,
    lookUpPayment: createPaymentLookUp(client.getPayment),
    policy: { mode: 'live', moneyPolicy },
    now,
    newId: () => `id-${(count += 1)}`,
    withinDeadline: (work) => work(new AbortController().signal),
    inDatabaseQueue: (_, work) => work(),
    recordOnce: (_order, _reported, record) => record(),
    bringForward: async () => undefined,
    pause: async () => undefined,
    lostRacePauseMs: 10,
  });

  return {
    sandbox: () => sandbox,
    connection: () => connection,
    stored,
    db: () => database.db(),
    clear: () => database.clear(),
    now,
    /** Moves the clock of all instances forward. */
    letPass: (ms: number) => (aheadMs += ms),
    search: () => search,
    truthOf,

    /** Stores an order whose registration and first poll are due. */
    async order(overrides: Parameters<typeof buildOrder>[0] = {}): Promise<string> {
      const merchantUid = `race-${(count += 1)}`;
      const poll = { dueAt: now(), step: 0, isUrgent: true };
      await orders.createOrder(buildOrder({ merchantUid, createdAt: now(), ...overrides }), now(), poll);
      return merchantUid;
    },
    pay(merchant_uid: string, fields: Partial<NewPayment> = {}): string {
      const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid', ...fields });
      made.set(merchant_uid, [...(made.get(merchant_uid) ?? []), imp_uid]);
      return imp_uid;
    },

    cancelDeps: (moneyPolicy: MoneyPolicy = HOLD_EVERYTHING): CancelOrderParts & ResumeCancelsParts => ({
      ...orders,
      ...client,
      findMoney: search.findMoney,
      findAccounts: search.findAccounts,
      readMs: 5_000,
      policy: { mode: 'live', moneyPolicy },
      now,
      newId: () => `id-${(count += 1)}`,
      random: () => 0,
      pause: async () => undefined,
      lostRacePauseMs: 10,
      withinDeadline: (work) => work(),
      onFailure: () => undefined,
      cancelQueue: createDueCancels(connection),
      leaseMs: 60_000,
      onCancelFailed: (error) => {
        throw error;
      },
    }),
    verifyDeps,
    byOrderDeps: (): VerifyByOrderDeps => ({
      ...verifyDeps(),
      findAttempts: (merchantUid) => client.findNewestPayments(merchantUid),
    }),
    acceptDeps: (moneyPolicy: MoneyPolicy = HOLD_EVERYTHING): AcceptPaymentDeps => ({
      findOrder: orders.findOrder,
      changeOrder: orders.changeOrder,
      getPayment: client.getPayment,
      policy: { mode: 'live', moneyPolicy },
      withinDeadline: (work) => work(new AbortController().signal),
      now,
      newId: () => `id-${(count += 1)}`,
      pause: async () => undefined,
      lostRacePauseMs: 10,
    }),
    amendDeps: (moneyPolicy: MoneyPolicy = HOLD_EVERYTHING): AmendOrderDeps => ({
      findOrder: orders.findOrder,
      changeOrder: orders.changeOrder,
      findAllPayments: search.findAllPayments,
      registration: {
        prepareAmount: client.prepareAmount,
        markUnprepared: unprepared.markUnprepared,
        prepareOrder: (order) => prepareOrder(prepareDeps(), order),
        reregisterAfterMs: 120_000,
      },
      policy: { mode: 'live', moneyPolicy },
      withinDeadline: (work) => work(new AbortController().signal),
      now,
      newId: () => `id-${(count += 1)}`,
      pause: async () => undefined,
      lostRacePauseMs: 10,
    }),
    prepareDeps,
    findOrder: async (merchantUid: string) => {
      const order = await orders.findOrder(merchantUid);
      if (order === null) throw new Error(`${merchantUid} is not there`);
      return order;
    },
    verify: verifyPayment,
    verifyByOrder,
    accept: (deps: AcceptPaymentDeps, request: AcceptRequest) => acceptPayment(deps, request, ACTOR),
    amend: (deps: AmendOrderDeps, amendment: Amendment) => amendOrder(deps, amendment, ACTOR),
    prepare: prepareOrder,

    /** @returns what is wrong with an order before every payment was reported */
    violations: async (merchantUid: string) => findViolations(await stored(merchantUid), truthOf(merchantUid)),
    /** @returns what is wrong with an order after every payment was reported */
    async problems(merchantUid: string): Promise<string[]> {
      const order = await stored(merchantUid);
      const payments = truthOf(merchantUid);
      return [...findViolations(order, payments), ...findDifferences(order, payments)];
    },
  };
}
