import { MAX_KEYS } from '../../src/iamport/payment-search';
import { DOUBT_MS, UNTOLD_MS } from '../../src/domain/cancel/settle-cancels';
import { CLOCK_SKEW_MS } from '../../src/domain/deadlines';
import { BEFORE_ORDER_MS } from '../../src/domain/find-hold';
import { LIMITS } from '../../src/composition/limits';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const L = LIMITS;

/** A look-up at its longest: it waits for its turn, then tries. */
const lookUpMs = L.gatewayQueue.maxWaitMs + L.iamportBudgetMs;
/** A read or write of the database at its longest waits for a server, a connection and an answer; twice is a repeat. */
const databaseMs = L.databaseOperationMs;
/** Registering an amount takes three calls at the most: POST, GET, PUT. */
const registrationMs = 3 * lookUpMs;

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What the comments of limits.ts claim, in words: the first number is to be smaller than the second. */
const LESS: readonly (readonly [string, number, number])[] = [
  ['a verification is answered within 8 s', L.verificationMs, 8_000],
  [
    'a report that waits as long as it may, everywhere, has half a second left for its read and its write',
    L.databaseQueue.maxWaitMs + lookUpMs + L.recordQueue.maxWaitMs + 499,
    L.verificationMs,
  ],
  ['a look-up is tried a second time', L.iamportTryMs + L.gatewayRetry.maxDelayMs, L.iamportBudgetMs],
  ['the pauses between tries are short beside a try', L.gatewayRetry.maxDelayMs, L.iamportTryMs],
  ['a token is renewed before i’mport would prolong the old one (§1.2)', L.iamportTokenMarginMs, 60_000],
  ['a verification outlives its tries at i’mport', L.iamportBudgetMs, L.verificationMs],
  ['the breaker lets a call find out before a sender comes again after 5 s', L.gatewayBreaker.openMs, 5_000],
  [
    'unknown payments are forgotten before the look-up that their webhook brings forward',
    L.unknownPayments.ttlMs,
    L.broughtForwardMs,
  ],
  [
    'an order that was brought forward is looked up within half a minute',
    L.broughtForwardMs + L.reconcilePauseMs,
    30_000,
  ],
  [
    'reads and writes of reports and confirm calls leave connections to the database',
    L.databaseQueue.maxUnderWay + L.overLimitQueue.maxUnderWay + L.confirmQueue.maxUnderWay + L.recordQueue.maxUnderWay,
    L.databasePoolSize,
  ],
  [
    'a confirm call that waits as long as it may still hears the shop’s server out',
    L.confirmQueue.maxWaitMs + L.confirmQuestions.maxWaitMs + L.confirmHookMs,
    L.confirmMs,
  ],
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
  ['of a question to the shop the wait is the smaller part', L.confirmQuestions.maxWaitMs, L.confirmHookMs],
  ['a reader without a place is told so inside his time', L.repairQueue.maxWaitMs, L.repairReadMs],
  ['readers leave the passes places at i’mport', L.repairQueue.maxUnderWay, L.gatewayQueue.maxUnderWay / 2],
  ['a repaired order is not repaired again for longer than a reader waits', L.repairReadMs, L.repairPauseMs],

  ['a cancel has time for the look before it', lookUpMs + L.gatewayQueue.maxWaitMs + L.iamportCancelMs, L.cancelMs],
  ['a cancel is answered well inside a proxy’s 30 s', L.cancelMs + 9_999, 30_000],
  ['reading an order before it is closed leaves the cancel time', L.cancelReadMs + lookUpMs, L.cancelMs],
  ['clocks that differ do not make a payment older than its order', CLOCK_SKEW_MS, BEFORE_ORDER_MS],
  ['a lost answer of a cancel is followed up before its doubt is over', L.cancelLeaseMs, DOUBT_MS],
  ['what nobody tells of a cancel is found out before it is unreadable', DOUBT_MS, UNTOLD_MS],
  ['a cancel’s lease outlives the request', 2 * L.cancelMs, L.cancelLeaseMs],
  ['an amendment registers, looks and restores in its time', registrationMs, L.amendMs],
  [
    'an amount is looked after again once an amendment and a registration are over',
    L.amendMs + registrationMs,
    L.amendReregisterMs,
  ],
  ['a registering request gives up before the pass takes over', registrationMs, L.registerOwnTryMs],
  [
    'a lease of a registration outlives it, so that no two register one order at once',
    registrationMs,
    L.prepareLeaseMs,
  ],
  ['an order that i’mport refuses rests longer than its lease', L.prepareLeaseMs, L.prepareLongestDelayMs],

  ['the shop’s server is given up before the carrier', L.shopWebhookMs, L.deliveryCarrierMs],
  ['the SMS aggregator is given up before the carrier', L.smsMs, L.deliveryCarrierMs],
  ['a delivery is over, and noted, before the service stops', L.deliveryCarrierMs + 2 * databaseMs, L.shutdownMs],
  ['a delivery’s lease outlives it', 2 * (L.deliveryCarrierMs + 2 * databaseMs), L.deliveryLeaseMs],
  ['deliveries of all carriers leave connections to the database', total(L.deliveryConcurrency), L.databasePoolSize],
  ['requests are answered before the service stops', L.verificationMs, L.shutdownMs],
  ['requests and passes end before the process does', L.shutdownMs, L.stopMs],
  ['a slow sender is cut off before the service stops', L.connections.requestTimeout, L.shutdownMs],
  ['headers come before the body', L.connections.headersTimeout, L.connections.requestTimeout],
  ['an idle connection outlives that of a load balancer before us (60 s)', 60_000, L.connections.keepAliveTimeout],

  [
    'a search is tried, and told to be a search that cannot be fetched',
    L.searchTryMs + L.searchProbeMs,
    L.searchBudgetMs,
  ],
  ['a small question is answered sooner than a large one', L.searchProbeMs, L.searchTryMs],
  ['two searches and their writes end before the process does', 2 * L.searchBudgetMs + 2 * databaseMs, L.stopMs],
  [
    'a pass over orders ends inside its lease',
    L.reconcileLookUpMs + 2 * L.searchBudgetMs + L.verificationMs,
    L.reconcileLeaseMs,
  ],
  ['the orders of a pass fit into one call (§3)', L.reconcileBatchSize - 1, MAX_KEYS],
  ['an order that was not answered for rests longer than a pass', L.reconcilePauseMs, L.reconcileRetryMs],
  ['a payment that cannot be read rests longer than an order in an outage', L.reconcileRetryMs, L.unreadableRetryMs],
  ['an order set aside is still a suspect when it comes back', L.unreadableRetryMs - 1, L.orderGroupSizes.ttl],
  [
    'an approval that is under way at a deadline is through before the order expires',
    L.iamportCancelMs,
    L.reconcileGraceMs,
  ],
  ['an outage’s first pause is a pause of the passes', L.reconcilePauseMs - 1, L.outagePause.firstDelayMs],
  ['an outage’s pauses grow', L.outagePause.firstDelayMs, L.outagePause.maxDelayMs],
  ['windows overlap by less than the smallest one, or they would not get on', L.windowOverlapMs, L.windowSmallestMs],
  ['the smallest window is smaller than the longest', L.windowSmallestMs, L.windowLongestMs],
  ['the longest window is one that i’mport answers (§3)', L.windowLongestMs, 90 * DAY_MS],
  ['a page of the window is read inside its lease', 2 * L.searchBudgetMs + L.verificationMs, L.windowLeaseMs],
  ['whether orders can be read is told inside the time of one read', L.readyMs - 1, databaseMs],
  ['readiness is asked again within a second', L.readyKeepMs - 1, 1_000],
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
