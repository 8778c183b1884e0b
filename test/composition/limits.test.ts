import { MAX_KEYS } from '../../src/iamport/payment-search';
import { DOUBT_MS, UNTOLD_MS } from '../../src/domain/cancel/settle-cancels';
import { CLOCK_SKEW_MS } from '../../src/domain/deadlines';
import { BEFORE_ORDER_MS } from '../../src/domain/find-hold';
import { LIMITS } from '../../src/composition/limits';
import { RETRY_AFTER_S } from '../../src/http/replies';
import { LOST_MS } from '../../src/store/unavailable';
import { MAX_LOST_RACES } from '../../src/services/update-order';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const L = LIMITS;

/** A look-up at its longest: it waits for its turn, then tries. */
const lookUpMs = L.gatewayQueue.maxWaitMs + L.iamportBudgetMs;
/** A read or write of the database at its longest waits for a server, a connection and an answer; twice is a repeat. */
const databaseMs = L.databaseOperationMs;
/** Registering an amount takes three calls at the most: POST, GET, PUT. */
const registrationMs = 3 * lookUpMs;

/** The pauses of a write that loses every race. */
const longestLostRacesMs = (L.lostRacePauseMs * MAX_LOST_RACES * (MAX_LOST_RACES + 1)) / 2;

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The rules between the limits: the first number must be smaller than the second. */
const LESS: readonly (readonly [string, number, number])[] = [
  ['a verification is answered within 8 s', L.verificationMs, 8_000],
  ['a session ends by idleness before it ends anyway', L.desk.session.idleMs, L.desk.session.longestMs],
  ['the last request of a session is stored long before it ends', 10 * L.desk.keepEveryMs, L.desk.session.idleMs],
  [
    'a report that waits as long as it may before its answer from i’mport has half a second left to be recorded',
    L.databaseQueue.maxWaitMs + lookUpMs + 499,
    L.verificationMs,
  ],
  [
    'a payment fetched by one try waits as long as it may for its write and has half a second left for it',
    L.databaseQueue.maxWaitMs + L.iamportTryMs + L.recordQueue.maxWaitMs + 499,
    L.verificationMs,
  ],
  [
    'an entry of an order is in the audit log within 5 s, as the documents say',
    L.auditPauseMs + L.databaseOperationMs - 1,
    5_000,
  ],
  ['a look-up is tried a second time', L.iamportTryMs + L.gatewayRetry.maxDelayMs, L.iamportBudgetMs],
  ['the pauses between tries are shorter than a try', L.gatewayRetry.maxDelayMs, L.iamportTryMs],
  ['a token is renewed before i’mport would extend the old one (§1.2)', L.iamportTokenMarginMs, 60_000],
  ['a verification lasts longer than its tries at i’mport', L.iamportBudgetMs, L.verificationMs],
  ['the breaker sends a probe before a refused sender tries again', L.gatewayBreaker.openMs, RETRY_AFTER_S * 1_000],
  [
    'an unknown payment leaves the cache before the poll that its webhook brought forward',
    L.unknownPayments.ttlMs,
    L.broughtForwardMs,
  ],
  [
    'an order whose poll was brought forward is looked up within half a minute',
    L.broughtForwardMs + L.reconcilePauseMs,
    30_000,
  ],
  [
    'reads and writes of reports and confirm calls leave connections to the database',
    L.databaseQueue.maxUnderWay + L.overLimitQueue.maxUnderWay + L.confirmQueue.maxUnderWay + L.recordQueue.maxUnderWay,
    L.databasePoolSize,
  ],
  [
    'a confirm call that waits as long as it may still has time for the shop’s server',
    L.confirmQueue.maxWaitMs + L.confirmQuestions.maxWaitMs + L.confirmHookMs,
    L.confirmMs,
  ],
  ['a burst of unsolicited look-ups uses up less than the quota of a minute', L.lookUpQuota.unsolicitedPeriodS, 60],
  ['unsolicited look-ups leave places at i’mport', L.lookUpQuota.unsolicitedAtOnce, L.gatewayQueue.maxUnderWay / 2],
  [
    'senders over their limit leave places at i’mport',
    L.lookUpQuota.overLimit.maxUnderWay,
    L.gatewayQueue.maxUnderWay / 2,
  ],
  ['a sender over its limit waits less than others', L.lookUpQuota.overLimit.maxWaitMs, L.gatewayQueue.maxWaitMs],
  [
    'one sender cannot use up an order’s share alone',
    L.lookUpQuota.fruitlessPerSender,
    L.lookUpQuota.fruitlessPerOrder,
  ],
  [
    'questions about one order leave places to other orders',
    L.confirmQuestions.perOrder,
    L.confirmQuestions.maxUnderWay / 2,
  ],
  ['a confirmation is answered inside i’mport’s 5 s (§6)', L.confirmMs + 999, 5_000],
  ['the look-up of a confirmation leaves the shop’s server its time', L.confirmLookUpMs + L.confirmHookMs, L.confirmMs],
  [
    'a question to the shop waits for less time than the shop has to answer',
    L.confirmQuestions.maxWaitMs,
    L.confirmHookMs,
  ],
  [
    'a reader without a place in the queue is refused within the time of a read',
    L.repairQueue.maxWaitMs,
    L.repairReadMs,
  ],
  ['readers leave the passes places at i’mport', L.repairQueue.maxUnderWay, L.gatewayQueue.maxUnderWay / 2],
  ['an order is not repaired again while a reader waits', L.repairReadMs, L.repairPauseMs],

  ['a cancel has time for the look-up before it', lookUpMs + L.gatewayQueue.maxWaitMs + L.iamportCancelMs, L.cancelMs],
  ['a cancel is answered well inside a proxy’s 30 s', L.cancelMs + 9_999, 30_000],
  [
    'a recheck that waits for its turn has time for two lists',
    L.repairQueue.maxWaitMs + 2 * L.searchBudgetMs,
    L.recheckMs,
  ],
  ['a recheck is answered well inside a proxy’s 30 s', L.recheckMs + 9_999, 30_000],
  ['reading an order before it is closed leaves the cancel time', L.cancelReadMs + lookUpMs, L.cancelMs],
  ['clocks that differ do not make a payment older than its order', CLOCK_SKEW_MS, BEFORE_ORDER_MS],
  ['a cancel whose answer was lost is followed up before it becomes unclear', L.cancelLeaseMs, DOUBT_MS],
  ['a sent cancel becomes unclear before an accepted one that the history does not show', DOUBT_MS, UNTOLD_MS],
  ['a cancel’s lease ends after the request', 2 * L.cancelMs, L.cancelLeaseMs],
  ['an amendment has time to register an amount', registrationMs, L.amendMs],
  [
    'an amount is registered again only after an amendment and a registration have ended',
    L.amendMs + registrationMs,
    L.amendReregisterMs,
  ],
  ['a request that registers an amount ends before the pass takes over', registrationMs, L.registerOwnTryMs],
  [
    'a registration ends before its lease, so no two instances register one order at once',
    registrationMs,
    L.prepareLeaseMs,
  ],
  ['an order that i’mport refuses is retried only after its lease', L.prepareLeaseMs, L.prepareLongestDelayMs],

  ['the call to the shop’s server ends before its delivery', L.shopWebhookMs, L.deliveryCarrierMs],
  ['the call to the SMS aggregator ends before its delivery', L.smsMs, L.deliveryCarrierMs],
  ['a delivery has ended and is recorded before the service stops', L.deliveryCarrierMs + 2 * databaseMs, L.shutdownMs],
  ['a delivery ends before its lease', 2 * (L.deliveryCarrierMs + 2 * databaseMs), L.deliveryLeaseMs],
  ['deliveries of all carriers leave connections to the database', total(L.deliveryConcurrency), L.databasePoolSize],
  [
    'deliveries and handlers in the shop’s own process leave connections to the database',
    total(L.deliveryConcurrency) + L.handlerConcurrency,
    L.ownPoolSize,
  ],
  ['a lease is renewed twice before it ends', 2 * L.handlerRenewMs + L.databaseOperationMs, L.deliveryLeaseMs],
  ['a handler ends by itself before a stop gives it up, if it is quick', L.deliveryCarrierMs, L.stopMs],
  ['requests are answered before the service stops', L.verificationMs, L.shutdownMs],
  ['requests and passes end before the process does', L.shutdownMs, L.stopMs],
  ['a slow sender is cut off before the service stops', L.connections.requestTimeout, L.shutdownMs],
  [
    'the time limit of the headers is shorter than that of the request',
    L.connections.headersTimeout,
    L.connections.requestTimeout,
  ],
  ['an idle connection stays open longer than that of a load balancer (60 s)', 60_000, L.connections.keepAliveTimeout],

  [
    'a search has time for one try and for the probe that tells an outage from an answer that cannot be fetched',
    L.searchTryMs + L.searchProbeMs,
    L.searchBudgetMs,
  ],
  ['the probe has less time than a search', L.searchProbeMs, L.searchTryMs],
  ['two searches and their writes end before the process does', 2 * L.searchBudgetMs + 2 * databaseMs, L.stopMs],
  [
    'a pass over orders ends before its lease',
    L.reconcileLookUpMs + 2 * L.searchBudgetMs + L.verificationMs,
    L.reconcileLeaseMs,
  ],
  ['an operation is given up as lost only after the limits of the driver and one repeat', 2 * 3 * databaseMs, LOST_MS],
  [
    'an operation is given up before the lease of its work ends',
    LOST_MS,
    Math.min(L.deliveryLeaseMs, L.reconcileLeaseMs),
  ],
  ['the driver notices a failover within one operation', L.databaseHeartbeatMs, L.databaseOperationMs],
  [
    'an order that other writes change again and again is given up within a verification',
    longestLostRacesMs,
    L.verificationMs,
  ],
  ['a changed order is polled by a later pass', L.reconcilePauseMs, L.pollSoonMs],
  ['an order whose deadline was moved is polled before it may expire', L.pollSoonMs, L.reconcileGraceMs],
  ['the orders of a pass fit into one call (§3)', L.reconcileBatchSize - 1, MAX_KEYS],
  ['an order without an answer is retried by a later pass', L.reconcilePauseMs, L.reconcileRetryMs],
  [
    'an order with unreadable payments is retried later than an order without an answer',
    L.reconcileRetryMs,
    L.unreadableRetryMs,
  ],
  [
    'an order that cannot be read is still in a small group when it is retried',
    L.unreadableRetryMs - 1,
    L.orderGroupSizes.ttl,
  ],
  [
    'an approval that is under way at a deadline has ended before the order expires',
    L.iamportCancelMs,
    L.reconcileGraceMs,
  ],
  [
    'the first pause of an outage is at least one pause of the passes',
    L.reconcilePauseMs - 1,
    L.outagePause.firstDelayMs,
  ],
  ['the pauses of an outage grow', L.outagePause.firstDelayMs, L.outagePause.maxDelayMs],
  ['windows overlap by less than the smallest one, so the cursor advances', L.windowOverlapMs, L.windowSmallestMs],
  ['the smallest window is smaller than the longest', L.windowSmallestMs, L.windowLongestMs],
  ['the longest window is shorter than i’mport’s limit (§3)', L.windowLongestMs, 90 * DAY_MS],
  ['a page of the window is read before its lease ends', 2 * L.searchBudgetMs + L.verificationMs, L.windowLeaseMs],
  ['the readiness probe takes no longer than one read', L.readyMs - 1, databaseMs],
  ['readiness is probed again within a second', L.readyKeepMs - 1, 1_000],
];

test.each(LESS)('%s', (_, smaller, larger) => {
  expect(smaller).toBeLessThan(larger);
});

test('a message is tried for more than a day', () => {
  const { firstDelayMs, maxDelayMs, maxTries } = L.deliveryRetry;
  const pauses = Array.from({ length: maxTries - 1 }, (_, n) => Math.min(maxDelayMs, firstDelayMs * 2 ** n));
  const longestMs = pauses.reduce((sum, pause) => sum + pause, 0);
  // Each pause is shortened by up to a half.
  expect(longestMs / 2).toBeGreaterThan(25 * HOUR_MS);
  expect(longestMs).toBeLessThan(2 * DAY_MS + 12 * HOUR_MS);
});
