import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { findDifferences } from '../../chaos/truth/find-differences';
import { findViolations } from '../../chaos/truth/find-violations';
import { regressions } from '../../chaos/truth/history-violations';
import type { Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { Payment } from '../../sandbox/iamport/payments/payment';
import type { Config } from '../../src/config';
import { createPasses, type Passes } from '../../src/create-passes';
import { CheckoutError } from '../../src/domain/errors';
import type { CancelRequest } from '../../src/domain/plan-cancel';
import type { Road } from '../../src/domain/payment';
import type { OrderRequest } from '../../src/services/register-order';
import type { PaymentReport } from '../../src/services/verify-payment';
import type { OrderDocument } from '../../src/store/order.model';
import { wireServices, type Services } from '../../src/wire-services';
import { createLife, Killed, type Interruption, type Life } from '../support/create-life';
import { cancelDifferences, cancelRegressions, cancelViolations } from './cancel-truth';
import { createCarriedLog, type CarriedLog } from './carried-log';
import { createModelWorld } from './create-model-world';
import { expiryDifferences } from './expiry-truth';
import { settle } from './settle';

/** What does not change from run to run. */
export interface StageDeps {
  readonly sandbox: Sandbox;
  readonly connection: Connection;
  readonly config: Config;
  /** The clock of both sides; set back at the begin of a run. */
  readonly clock: { ms: number };
  /** Reads orders as they are stored, beside all that is watched. */
  readonly readOrders: (ids: readonly string[]) => Promise<OrderDocument[]>;
  /** Collects what has been there: the names of the steps that were taken, of states, outcomes and evidence. */
  readonly seen: Set<string>;
  /** Differs in each run, so that runs share one database and do not meet. */
  readonly runId: string;
}

/** A process of the service. */
export interface Instance {
  readonly life: Life;
  readonly services: Services;
  readonly passes: Passes;
}

/** What a report carries, wherever it comes from. */
export interface ReportOptions {
  readonly road: Road;
  readonly impUid: string;
  readonly merchantUid: string;
  readonly claimsCancel?: boolean;
  readonly claim?: NonNullable<PaymentReport['claim']>;
  readonly instance: number;
  readonly interruption?: Interruption | undefined;
}

/** i'mport, the shop, and two instances of the service on one database; nothing moves but by a command. */
export interface Stage extends StageDeps {
  readonly carried: CarriedLog;
  /** What the shop has asked for, by `merchantUid`. */
  readonly requests: Map<string, OrderRequest & { readonly merchantUid: string }>;
  /** What the shop has asked to be cancelled, in any order; the same request may be sent again. */
  readonly cancels: CancelRequest[];
  /** How many calls were turned away unread, and may be sent again. */
  turnedAway: number;
  /** Whether i'mport may have agreed to a refund that is still under way. */
  mayRefundLater: boolean;
  /** Webhooks that i'mport has sent, in its own words; those up to `arrived` have come here once. */
  readonly webhooks: { readonly impUid: string; readonly merchantUid: string; readonly status: string }[];
  arrived: number;
  /** A process by its number, dead or alive. */
  process: (index: number) => Instance;
  /** Where a request of that number arrives: the other process takes over while one is dead. */
  instance: (index: number) => Instance;
  restart: (index: number) => void;
  payments: () => Payment[];
  /** Sends one report. A fault, or the death of the process, is no failure: the next report comes. */
  report: (options: ReportOptions) => Promise<void>;
  /** Runs work of an instance, as `report` does. */
  attempt: (
    index: number,
    work: (instance: Instance) => Promise<unknown>,
    interruption?: Interruption,
  ) => Promise<unknown>;
  /** @throws Error that names each invariant which does not hold */
  check: () => Promise<void>;
  /** Ends all faults, reports everything once more, and compares every order with i'mport's truth. @throws Error */
  settle: () => Promise<void>;
}

const isAlive = ({ life }: Instance) => !life.isOver();

const START = Date.UTC(2026, 10, 21, 1);

/** Sets the stage of one run. */
export function createStage(deps: StageDeps): Stage {
  const { sandbox, clock, connection, config, readOrders } = deps;
  clock.ms = START;
  sandbox.reset();
  const carried = createCarriedLog();
  const logger = pino({ level: 'info' }, { write: carried.write });
  const world = createModelWorld(clock, deps.runId);
  const start = (): Instance => {
    const services = wireServices(connection, config, logger, world);
    return { life: createLife(), services, passes: createPasses(connection, config, logger, services, world) };
  };
  const instances = [start(), start()];
  const { guards } = config;
  const acceptsLate = guards.latePayment === 'accept';
  let before = new Map<string, OrderDocument>();

  const stage: Stage = {
    ...deps,
    carried,
    requests: new Map(),
    cancels: [],
    turnedAway: 0,
    mayRefundLater: false,
    webhooks: [],
    arrived: 0,
    process: (index) => instances[index % 2]!,
    instance: (index) => [stage.process(index), stage.process(index + 1)].find(isAlive) ?? stage.process(index),
    restart: (index) => void (instances[index % 2] = start()),
    payments: () => sandbox.payments.all(),

    async attempt(index, work, interruption) {
      const instance = stage.instance(index);
      try {
        return await instance.life.run(() => work(instance), interruption);
      } catch (error) {
        if (instance.life.isOver() || error instanceof Killed || error instanceof CheckoutError) return undefined;
        throw error;
      }
    },

    async report({ instance, interruption, ...report }) {
      const verification = await stage.attempt(
        instance,
        ({ services }) => services.verifyPayment(report),
        interruption,
      );
      const { outcome } = (verification ?? {}) as { outcome?: string };
      if (outcome !== 'success' && outcome !== 'paymentNotFound') return;
      const [order] = await readOrders([report.merchantUid]);
      const isWaiting = order?.state === 'pending' || order?.state === 'ready';
      if (outcome === 'paymentNotFound' && report.road === 'webhook' && isWaiting)
        throw new Error(`a webhook of ${report.impUid} was swallowed, and its order waits`);
      if (outcome === 'success' && order?.paidBy !== report.impUid)
        throw new Error(`${report.impUid} was answered "success" and settles nothing`);
    },

    async check() {
      for (const { body } of sandbox.webhooks.log().slice(stage.webhooks.length)) {
        const { imp_uid, merchant_uid, status } = body as Record<string, unknown>;
        stage.webhooks.push({ impUid: String(imp_uid), merchantUid: String(merchant_uid), status: String(status) });
      }
      const orders = await readOrders([...stage.requests.keys()]);
      const payments = stage.payments();
      orders.forEach((order) => witness(stage.seen, order));
      const settledBy = orders.flatMap(({ paidBy }) => paidBy ?? []);
      fail([
        ...orders.flatMap((order) => findViolations(order, payments, { acceptsLate })),
        ...orders.flatMap((order) => regressions(before.get(order._id) ?? order, order)),
        ...orders.flatMap((order) => cancelViolations(order, payments, guards)),
        ...orders.flatMap((order) => cancelRegressions(before.get(order._id) ?? order, order)),
        ...sentTwice(sandbox, orders, stage.turnedAway),
        ...[...before.keys()].filter((id) => !orders.some(({ _id }) => _id === id)).map((id) => `${id} is gone`),
        ...(new Set(settledBy).size === settledBy.length ? [] : ['one payment settles two orders']),
        ...carried.violations(orders),
      ]);
      before = new Map(orders.map((order) => [order._id, order]));
    },

    async settle() {
      await settle(stage);
      await stage.check();
      const orders = await readOrders([...stage.requests.keys()]);
      const payments = stage.payments();
      fail([
        ...orders.flatMap((order) => findDifferences(order, payments)),
        ...orders.flatMap((order) => cancelDifferences(order, payments, guards)),
        ...orders.flatMap((order) => expiryDifferences(order, payments, clock.ms)),
        ...orders.flatMap(({ _id, state, amount, currency }) => {
          const prepared = sandbox.prepared.get(_id);
          const wanted = currency === 'USD' ? amount / 100 : amount;
          return state !== 'pending' || prepared?.amount === wanted ? [] : [`${_id}: ${prepared?.amount} is prepared`];
        }),
        ...carried.missing(orders),
      ]);
    },
  };
  return stage;
}

/** Notes what has been there. */
function witness(seen: Set<string>, { state, payments, attention, cancels }: OrderDocument): void {
  seen.add(state);
  payments.forEach(({ outcome }) => seen.add(outcome));
  attention.forEach(({ reason }) => seen.add(reason));
  cancels.forEach((cancel) => seen.add(`${cancel.kind} ${cancel.state}`).add(`${cancel.kind} by ${cancel.cause}`));
}

/** A cancel leaves once: recorded as sent before it does, and never again but where it was turned away unread. */
function sentTwice({ calls }: Sandbox, orders: readonly OrderDocument[], turnedAway: number): string[] {
  const sent = orders.flatMap(({ cancels }) => cancels).filter(({ sentAt }) => sentAt !== null).length;
  const called = calls.count('POST /payments/cancel');
  return called <= sent + turnedAway ? [] : [`${called} calls for ${sent} cancels, ${turnedAway} turned away`];
}

function fail(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
