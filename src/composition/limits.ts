import { CANCEL_LEASE_MS } from '../domain/cancel/cancel';

/**
 * Times and sizes of the service. They depend on each other, so they are not settings. Times are in milliseconds.
 * test/composition/limits.test.ts checks which limit must be smaller than which.
 *
 * A time that belongs to a domain rule stays with the rule, because the domain imports nothing: how long a PG may take
 * for a cancel (domain/cancel, §5.1), how soon webhook and browser report one payment (recall-recorded, §7.6), how far
 * clocks differ (find-hold, match-cancel), text messages about accounts (may-announce-account), gaps of the window
 * (window-gaps). i'mport's limit of 90 days per list stays with the call (iamport/payment-search, §3). The bounds of a
 * setting stay with the setting (config), and the `Retry-After` of an answer stays with the answers (http/replies). How
 * long a part of an index range is that one query reads stays with its reader (newest-keys, read-export). When a lost
 * operation of the database is given up stays with the operations (store/unavailable).
 */
export const LIMITS = {
  /**
   * Requests of one address; the number is a setting. i'mport's addresses get more: they send the webhooks of all
   * buyers.
   */
  addressLimit: { windowMs: 60_000, gatewayFactor: 10 },
  /** How long a browser may reuse the answer to a preflight request. */
  preflightMaxAgeS: 600,
  /**
   * Reads for reports. Senders over their limit, confirm calls and the writes of verdicts have queues of their own, so
   * that a flood of one kind takes no places of another. The connections beyond all four stay free for the shop's
   * requests and the passes.
   */
  databaseQueue: { maxUnderWay: 20, maxWaiting: 1_000, maxWaitMs: 1_000 },
  overLimitQueue: { maxUnderWay: 2, maxWaiting: 50, maxWaitMs: 500 },
  confirmQueue: { maxUnderWay: 8, maxWaiting: 1_000, maxWaitMs: 500 },
  /** A fetched payment waits longer: refused, it costs a second look-up. The time of a verification bounds it anyway. */
  recordQueue: { maxUnderWay: 16, maxWaiting: 1_000, maxWaitMs: 3_000 },
  /** How long an unknown payment is cached, and how many of them. */
  unknownPayments: { ttlMs: 5_000, maxEntries: 10_000 },
  /**
   * Look-ups that reports cause, per minute and concurrently. The number of unsolicited ones per minute is a setting.
   */
  lookUpQuota: {
    unsolicitedAtOnce: 10,
    /** Unsolicited look-ups are counted in periods of this length. */
    unsolicitedPeriodS: 6,
    fruitlessPerSender: 10,
    fruitlessPerOrder: 60,
    gatewayFactor: 10,
    overLimit: { maxUnderWay: 5, maxWaiting: 50, maxWaitMs: 500 },
  },
  /**
   * Calls to i'mport. Reports and our own work have one such queue each. Callers who share a look-up hold one place.
   */
  gatewayQueue: { maxUnderWay: 50, maxWaiting: 1_000, maxWaitMs: 1_500 },
  gatewayBreaker: { failures: 20, openMs: 2_000 },
  gatewayRetry: { maxRetries: 2, firstDelayMs: 100, maxDelayMs: 1_000 },
  /** Covers the database, the queues and i'mport, so that a report is answered within 8 s. */
  verificationMs: 7_500,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
  /** Fits a page of 1,000 payments. */
  iamportAnswerBytes: 16 * 1024 * 1024,
  /** How long before its end a token is renewed. In its last minute i'mport extends the same token (§1.2). */
  iamportTokenMarginMs: 30_000,
  /** i'mport waits five seconds, network time included (§6). */
  confirmMs: 4_000,
  /**
   * Wrong amounts per sender and hour, for one order and over all. Beyond them the service looks up the payment to
   * answer. The look-up ends after `confirmLookUpMs`, so that time remains for the shop's server.
   */
  wrongConfirmAmounts: { perOrder: 5, perSender: 60, durationS: 60 * 60 },
  confirmLookUpMs: 1_000,
  confirmHookMs: 2_500,
  /**
   * Concurrent questions to the shop's server. Anyone who knows an order's key can cause them. `perOrder` counts the
   * running and waiting questions about one order.
   */
  confirmQuestions: { maxUnderWay: 50, maxWaiting: 200, maxWaitMs: 500, perOrder: 5 },
  /** A PG may be slow to cancel. With the look-up before it, a cancel stays within a proxy's usual 30 s. */
  iamportCancelMs: 12_000,
  cancelMs: 20_000,
  amendMs: 20_000,
  recheckMs: 20_000,
  /** When the registered amount is checked again: later than an amendment and one registration take together. */
  amendReregisterMs: 120_000,
  cancelLeaseMs: CANCEL_LEASE_MS,
  /** How long i'mport is asked about an order before it is closed; the last call may take longer. */
  cancelReadMs: 5_000,
  cancelPauseMs: 2_000,
  databaseOperationMs: 2_000,
  /** How often the driver checks each server: a failover is noticed within one operation. */
  databaseHeartbeatMs: 1_000,
  /** By how much the pause grows with each lost race for an order: a write must reach a majority before it is read. */
  lostRacePauseMs: 10,
  databasePoolSize: 50,
  /** Of a checkout in the shop's own process, with a connection of its own. */
  ownPoolSize: 60,
  /** How long the readiness probe may take, and how long its result is cached. */
  readyMs: 2_000,
  readyKeepMs: 1_000,
  /**
   * The reading of what waits in the database, for the metrics: the limit of each query, of the whole reading, and how long
   * its result is cached.
   */
  backlog: { maxCounted: 2_000, maxRead: 1_000, queryMs: 1_000 },
  backlogMs: 5_000,
  backlogKeepMs: 10_000,
  /** Before the indexes are looked at again, after a check that the database interrupted. */
  indexCheckPauseMs: 5_000,
  /** Between the first passes of the workers, so that they do not all run at the same moment. */
  passStaggerMs: 50,
  deliveryPauseMs: 1_000,
  /** Shorter than `shutdownMs`, because a stop waits for open deliveries, and shorter than the lease. */
  deliveryCarrierMs: 10_000,
  deliveryLeaseMs: 60_000,
  /** Shorter than `deliveryCarrierMs`, so that no request outlives its delivery. */
  shopWebhookMs: 8_000,
  smsMs: 8_000,
  /** Concurrent deliveries per carrier. Alerts are one text at a time; of its results, so many are written at once. */
  deliveryConcurrency: { shop: 20, sms: 10, customerRecord: 5, alert: 4, audit: 10 },
  /** Entries for the audit log are copied so often, those of so many orders by one write. */
  auditPauseMs: 3_000,
  auditBatchSize: 200,
  /** Handlers of the shop that run at once in its own process. */
  handlerConcurrency: 10,
  /** How often the lease of an event is renewed while its handler runs: three times in a lease. */
  handlerRenewMs: 20_000,
  /** How long a handler may take, unless it says so. */
  handlerMs: 60_000,
  /** Events that no process of the shop takes: when that is noted, how often is looked, and when they become dead letters. */
  unhandled: { noteAfterMs: 60_000, lookMs: 60_000, deadAfterMs: 24 * 60 * 60_000, batchSize: 100 },
  /** One text at most in this time, so six in a minute. It tells the alerts of so many orders. */
  alertPauseMs: 10_000,
  alertBatchSize: 100,
  /** Shorter than `deliveryCarrierMs`, as the others. */
  alertWebhookMs: 8_000,
  /** The tries span at least 25 hours and at most two days. */
  deliveryRetry: { firstDelayMs: 5_000, maxDelayMs: 60 * 60_000, maxTries: 60 },
  preparePauseMs: 5_000,
  /** Longer than a call to i'mport, so that two instances never register one order at once. */
  prepareLeaseMs: 60_000,
  /** An order whose amount i'mport refuses is retried at twice its age, but at least this often. */
  prepareLongestDelayMs: 6 * 60 * 60_000,
  prepareBatchSize: 20,
  /** For this long only the request itself registers the amount; then the pass takes over. */
  registerOwnTryMs: 30_000,
  /** For background lists of up to 1,000 payments. Two lists and the work between them fit into `stopMs`. */
  searchTryMs: 6_000,
  searchBudgetMs: 9_000,
  /** For the small request that tells an outage from one reply that cannot be fetched. */
  searchProbeMs: 2_500,
  reconcilePauseMs: 5_000,
  reconcileBatchSize: 100,
  /**
   * After this a pass starts no more look-ups of one order. The lease leaves time for the last look-up and its write.
   */
  reconcileLookUpMs: 5_000,
  reconcileLeaseMs: 60_000,
  /** The pause before an order is retried: after a look-up that failed for it alone, and after unreadable payments. */
  reconcileRetryMs: 60_000,
  unreadableRetryMs: 60 * 60_000,
  /** How long after its deadline an order expires. An approval that began before the deadline has ended by then. */
  reconcileGraceMs: 2 * 60_000,
  /** How soon an order is polled whose payment i'mport does not know yet, and how often at most. */
  broughtForwardMs: 20_000,
  broughtForwardPauseMs: 60_000,
  /** How soon an order is polled after a change of its deadline or accounts. */
  pollSoonMs: 60_000,
  reconcileKeepMs: 30 * 24 * 60 * 60_000,
  /** Orders of a reply that could not be fetched, and how long they are looked up in smaller groups. */
  orderGroupSizes: { max: 10_000, ttl: 60 * 60_000 },
  budgetPauseMs: 1_000,
  outagePause: { firstDelayMs: 5_000, maxDelayMs: 60_000 },
  /** How long the same failure of a pass is not logged again. */
  passLogQuietMs: 60_000,
  windowPauseMs: 60_000,
  windowPageSize: 1_000,
  windowOverlapMs: 10 * 60_000,
  /** More than the overlap, or the window would not advance. */
  windowSmallestMs: 20 * 60_000,
  windowLongestMs: 24 * 60 * 60_000,
  windowLeaseMs: 60_000,
  /** Passes that remove personal values: nobody waits for them. */
  redactPauseMs: 60_000,
  /** Longer than a pass over a whole batch of each state. */
  redactLeaseMs: 5 * 60_000,
  redactBatchSize: 50,
  /** Most orders change for the last time soon after their registration: by then they need no place in the queue. */
  redactLagMs: 60 * 60_000,
  /** When an order is tried again that has an open account, a cancel or a message on its way. */
  redactObstacleMs: 60 * 60_000,
  /** How long a reader of an order waits for i'mport. */
  repairReadMs: 1_500,
  /** Readers beyond it get the stored order, so that calls to i'mport stay free for the passes. */
  repairQueue: { maxUnderWay: 10, maxWaiting: 100, maxWaitMs: 1_000 },
  /** Exports run for minutes. The wait is only as long as a client may notice. */
  exportQueue: { maxUnderWay: 2, maxWaiting: 2, maxWaitMs: 1_000 },
  /** How long a reader of an export may take nothing. */
  exportStallMs: 60_000,
  /** Lists read more than other requests: a client that pages fast must not take connections from payments. */
  listQueue: { maxUnderWay: 4, maxWaiting: 50, maxWaitMs: 1_000 },
  /** How long ago the period of a resend may begin. Events of an order are sent again for as long as it keeps them. */
  resendReachMs: 31 * 24 * 60 * 60_000,
  /**
   * A resend of a period waits while so many orders are due for the shop's server: new events go first. It also waits while
   * so many wait in all, those in backoff included: the server is down. After its end it is kept for 90 days.
   */
  resend: { batchSize: 50, maxDue: 50, maxWaiting: 500, pauseMs: 1_000, keepMs: 90 * 24 * 60 * 60_000 },
  /** Resends of periods that may go on. A further one is refused: each reads all orders of its period. */
  openResends: 5,
  resendPauseMs: 2_000,
  resendLeaseMs: 60_000,
  /** How long a repaired order is not repaired again. */
  repairPauseMs: 10_000,
  repairedAtOnce: 10_000,
  /**
   * A sender of slow headers or bodies is cut off at Node's next check; Node's default is one check in 30 s. The
   * keep-alive is longer than a load balancer's usual 60 s.
   */
  connections: {
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 65_000,
  },
  /** Refused requests that the audit log keeps of one actor, and of all unknown keys together: anybody can cause them. */
  auditedRefusals: { points: 60, durationS: 60 * 60 },
  /**
   * The desk: how long a session lasts, how exactly its last request is stored, the wrong keys of one address and of all in a
   * quarter of an hour, and the requests of one address in a minute.
   */
  desk: {
    session: { longestMs: 8 * 60 * 60_000, idleMs: 30 * 60_000 },
    keepEveryMs: 60_000,
    signInTries: { perSender: 10, inAll: 200, durationS: 15 * 60 },
    requests: { requests: 300, windowMs: 60_000 },
    /**
     * Orders and pages of orders that a reading of a day reads, how long such a reading is kept, and of how many days. The pages
     * suffice for the hours of a day and a year of days after it.
     */
    day: { maxOrders: 5_000, maxPages: 400, keepMs: 15_000, keptDays: 31 },
  },
  shutdownMs: 20_000,
  /** For requests and passes together. Later work is abandoned; its lease runs out. */
  stopMs: 25_000,
} as const;
