import { randomUUID } from 'node:crypto';
import type { Channel } from '../../src/domain/outbox';
import { requestReplay } from '../../src/services/request-replay';
import { requestResend } from '../../src/services/request-resend';
import { resendPeriod, type ResendPeriodDeps } from '../../src/services/resend-period';
import type { ResendBy } from '../../src/services/resend-messages';
import { skipPoisonOrder } from '../../src/services/skip-poison-order';
import { createAuditLog } from '../../src/store/audit-log';
import { createDeadLetters } from '../../src/store/dead-letters';
import { createOrders } from '../../src/store/orders';
import { createResendableOrders } from '../../src/store/resendable-orders';
import { createResends } from '../../src/store/resends';
import { ACTOR } from './actor';
import { SHOP_EVENT, useDelivery } from './delivery';

const DAY_MS = 24 * 60 * 60_000;
const AT = (minute: number) => new Date(Date.UTC(2026, 10, 21, 1, minute));
const PERIOD = { from: AT(10), to: AT(20) };

/** Orders on a real database whose events the shop's server accepted, and what sends them again. The clock stands at 02:00. */
export function useResends() {
  const delivery = useDelivery();
  beforeEach(async () => {
    await delivery.connection().db?.collection('resends').deleteMany({});
  });

  function setUp(overrides: Partial<ResendPeriodDeps> = {}) {
    const it = delivery.instance(undefined, { now: AT(60) });
    const resends = createResends(delivery.connection());
    const skipped: string[] = [];
    const ended: unknown[] = [];
    const resent: [string, number][] = [];
    const orders = createResendableOrders(delivery.connection());
    const deps: ResendPeriodDeps = {
      ...orders,
      findOrder: orders.findWithOutbox,
      changeOrder: createOrders(delivery.connection(), { pollSoonMs: 60_000 }).changeOrder,
      resends,
      deadLetters: createDeadLetters(delivery.connection()),
      auditLog: createAuditLog(delivery.connection()),
      now: it.deps.now,
      newId: randomUUID,
      pause: async () => undefined,
      lostRacePauseMs: 1,
      skipPoisonOrders: () => skipPoisonOrder((_error, merchantUid) => skipped.push(merchantUid)),
      leaseMs: 60_000,
      batchSize: 2,
      maxDue: 10,
      maxWaiting: 100,
      pauseMs: 1_000,
      keepMs: 90 * DAY_MS,
      onResent: (by, messages) => resent.push([by, messages]),
      onEnded: (resend) => ended.push(resend),
      ...overrides,
    };
    const requesting = { resends, now: it.deps.now, newId: randomUUID, reachMs: DAY_MS, maxOpen: 5 };
    const request = (
      requestId = 'r-1',
      period: { from: Date; to: Date | null } = PERIOD,
      by: ResendBy = { actor: ACTOR },
    ) => requestResend(requesting, { requestId, ...period, ...by });
    const requestAll = (carrier: Channel = 'shop', requestId = 'r-1') =>
      requestReplay(requesting, { requestId, carrier }, ACTOR);
    const run = async () => {
      for (let steps = 1; ; steps += 1) {
        if (!(await resendPeriod(deps, new AbortController().signal)).more) return steps;
      }
    };
    return { ...it, outbox: it.deps.outbox, deps, resends, request, requestAll, run, skipped, ended, resent };
  }

  return {
    delivery,
    setUp,
    DAY_MS,
    AT,
    /** From 01:10 to 01:20. */
    PERIOD,
    /** Stores an order of which the shop's server accepted events at these minutes. */
    storeTold: async (merchantUid: string, ...minutes: number[]) => {
      await delivery.store(merchantUid, []);
      for (const minute of minutes) {
        const fields = { id: `${merchantUid}_${minute}`, message: SHOP_EVENT, attempts: 1, deliveredAt: AT(minute) };
        await delivery.addSettled(merchantUid, fields);
      }
    },
    /** The events of an order that wait for the shop's server. */
    waiting: async (merchantUid: string) =>
      (await delivery.outbox(merchantUid))
        .filter(({ message, deliveredAt }) => message.channel === 'shop' && deliveredAt === null)
        .map(({ id }) => id),
  };
}
