import { pino } from 'pino';
import { findDifferences } from '../../chaos/truth/find-differences';
import { findViolations } from '../../chaos/truth/find-violations';
import { regressions } from '../../chaos/truth/history-violations';
import type { Sandbox } from '../../sandbox/iamport/create-sandbox';
import { createDelivery } from '../../src/composition/create-delivery';
import { createPasses } from '../../src/composition/create-passes';
import { wasSent } from '../../src/domain/cancel/cancel';
import { CheckoutError } from '../../src/domain/errors';
import type { OrderDocument } from '../../src/store/order.model';
import { wireServices } from '../../src/composition/wire-services';
import { createLife, Killed } from '../support/create-life';
import { cancelDifferences, cancelRegressions, cancelViolations } from './cancel-truth';
import { createCarriedLog } from './carried-log';
import { createModelWorld } from './create-model-world';
import { expiryDifferences } from './expiry-truth';
import { settle } from './settle';
import type { Instance, Stage, StageDeps } from './stage';

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
    const delivery = createDelivery(connection, config, logger, world);
    const services = wireServices(connection, config, logger, world, delivery.atOnce.claimNew);
    const passes = createPasses(connection, config, logger, services, world, delivery);
    return { life: createLife(), services, passes, settled: delivery.atOnce.settled };
  };
  const instances = [start(), start()];
  const atWork = new Set<Instance>();
  const { moneyPolicy } = config;
  const acceptsLate = moneyPolicy.latePayment === 'accept';
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
      // What happens within a delivery of this process cannot wait for its end; the outer attempt does.
      const isWithin = atWork.has(instance);
      atWork.add(instance);
      try {
        return await instance.life.run(() => work(instance).finally(isWithin ? null : instance.settled), interruption);
      } catch (error) {
        if (instance.life.isOver() || error instanceof Killed || error instanceof CheckoutError) return undefined;
        throw error;
      } finally {
        if (!isWithin) atWork.delete(instance);
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
      if (outcome === 'paymentNotFound' && report.source === 'webhook' && isWaiting)
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
        ...orders.flatMap((order) => cancelViolations(order, payments, moneyPolicy)),
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
        ...orders.flatMap((order) => cancelDifferences(order, payments, moneyPolicy)),
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
  const sent = orders.flatMap(({ cancels }) => cancels).filter(wasSent).length;
  const called = calls.count('POST /payments/cancel');
  return called <= sent + turnedAway ? [] : [`${called} calls for ${sent} cancels, ${turnedAway} turned away`];
}

function fail(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
