import type { Logger } from 'pino';
import type { AttentionEntry, Order } from '../domain/order';
import type { LookUpPayment } from '../iamport/payment-look-up';
import { createRecordOnce } from '../services/record-once';
import type { UpdateOrderDeps } from '../services/update-order';
import {
  verifyByOrder,
  type FindAttempts,
  type VerifyByOrder,
  type VerifyByOrderDeps,
} from '../services/verify-by-order';
import { verifyPayment, type VerifyPayment, type VerifyPaymentDeps } from '../services/verify-payment';
import type { Orders } from '../store/orders';
import type { ReconcileQueue } from '../store/reconcile-queue';
import type { GuardedLookUps } from './guard-look-ups';
import { LIMITS } from './limits';
import { createMeasureVerification } from './measure-verification';
import { openDeadline } from './open-deadline';
import { openQueue } from './open-queue';
import type { ServiceParts } from './service-parts';

/** The services that verify for the routes. */
export interface VerificationServices {
  readonly verifyPayment: VerifyPayment;
  readonly verifyByOrder: VerifyByOrder;
}

type VerificationDeps = VerifyPaymentDeps & VerifyByOrderDeps;

/** Measures each verification. Senders over their limit have a queue of their own. */
export function wireVerification(
  { metrics, clockAndRandom }: ServiceParts,
  verification: VerificationDeps,
): VerificationServices {
  const inDatabaseQueue = openQueue('databaseQueue', 'overLimit', LIMITS.overLimitQueue, metrics);
  const overLimit = { ...verification, inDatabaseQueue };
  const measure = createMeasureVerification(metrics, clockAndRandom.elapsedMs);
  return {
    verifyPayment: (report) =>
      measure(
        report.source,
        ({ outcome }) => outcome,
        (duringLookUp) => {
          const deps = report.sender?.isOverLimit ? overLimit : verification;
          const lookUpPayment: LookUpPayment = (...args) => duringLookUp(() => deps.lookUpPayment(...args));
          return verifyPayment({ ...deps, lookUpPayment }, report);
        },
      ),
    verifyByOrder: (report) =>
      measure(
        'redirect',
        ({ verification: { outcome } }) => outcome,
        (duringLookUp) => {
          const deps = report.sender.isOverLimit ? overLimit : verification;
          const findAttempts: FindAttempts = (...args) => duringLookUp(() => deps.findAttempts(...args));
          return verifyByOrder({ ...deps, findAttempts }, report);
        },
      ),
  };
}

/** The dependencies of a verification. The services that fetch payments otherwise record them by the same ones. */
export function verificationDeps(
  { config, logger, clockAndRandom, metrics, own }: ServiceParts,
  guarded: GuardedLookUps,
  store: Orders & Pick<ReconcileQueue, 'bringForward'> & Pick<UpdateOrderDeps, 'claimNew'>,
): VerificationDeps {
  return {
    ...store,
    ...clockAndRandom,
    ...guarded,
    lostRacePauseMs: LIMITS.lostRacePauseMs,
    inDatabaseQueue: openQueue('databaseQueue', 'reports', LIMITS.databaseQueue, metrics),
    recordOnce: createRecordOnce(openQueue('databaseQueue', 'record', LIMITS.recordQueue, metrics)),
    bringForward(merchantUid) {
      const now = clockAndRandom.now();
      const from = (ms: number) => new Date(now.getTime() + ms);
      const [dueAt, unlessSince] = [from(LIMITS.broughtForwardMs), from(-LIMITS.broughtForwardPauseMs)];
      return store.bringForward(merchantUid, { now, dueAt, unlessSince });
    },
    policy: { mode: config.iamport.mode, moneyPolicy: config.moneyPolicy, maxAccountMs: config.maxAccountMs },
    withinDeadline: openDeadline(LIMITS.verificationMs, 'verification', metrics),
    isAlerting: config.alerts !== null,
    receivers: own?.receivers,
    onAttentionDropped: (order, entry) => logDropped(logger, order, entry),
  };
}

/** The order does not hold the entry, so the line has the evidence. */
function logDropped(
  logger: Logger,
  { merchantUid }: Order,
  { reason, impUid, source, reported }: AttentionEntry,
): void {
  const { status, amount, currency } = reported ?? {};
  const fields = { merchant_uid: merchantUid, imp_uid: impUid, reason, source, status, amount, currency };
  logger.error(fields, 'attention dropped: the order has no room');
}
