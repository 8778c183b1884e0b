/**
 * Times and sizes that fit together, so they are no settings. Times are in milliseconds. What has to be smaller than what
 * is a row of test/limits.test.ts.
 *
 * Times that are part of a rule stay with it, since the domain imports nothing: how long a PG may take over a cancel, and
 * who holds it meanwhile (domain/cancel, §5.1), how soon webhook and browser report one payment (recall-settling, §7.6),
 * how far clocks differ (find-hold, match-cancel), texts about accounts (may-tell-of-account), gaps of the window
 * (window-gaps). i'mport's 90 days of a list stay with the call (iamport/payment-search, §3).
 */
export const LIMITS = {
  /** Requests of one address in a window; how many are a setting. i'mport's addresses bring the webhooks of all buyers. */
  addressLimit: { windowMs: 60_000, gatewayFactor: 10 },
  /** Orders that reports and confirmations read; the shop's own requests and the passes keep the other connections. */
  databaseQueue: { maxUnderWay: 40, maxWaiting: 1_000, maxWaitMs: 1_500 },
  /** How long a payment that i'mport does not know is taken for unknown; how many of them. */
  unknownPayments: { ttlMs: 5_000, maxEntries: 10_000 },
  /** Look-ups that reports cause, a minute and at once; how many unsolicited ones a minute is a setting. */
  lookUpQuota: {
    unsolicitedAtOnce: 10,
    fruitlessPerSender: 10,
    fruitlessPerOrder: 60,
    gatewayFactor: 10,
    overLimit: { maxUnderWay: 5, maxWaiting: 50, maxWaitMs: 500 },
  },
  /** Calls to i'mport: reports have such a queue, our own work another; callers who share a look-up hold one place. */
  gatewayQueue: { maxUnderWay: 50, maxWaiting: 1_000, maxWaitMs: 1_500 },
  gatewayBreaker: { failures: 20, restMs: 2_000 },
  gatewayRetry: { maxRetries: 2, firstDelayMs: 100, maxDelayMs: 1_000 },
  /** A report waits for the database, for its turn, then for i'mport: all of it is answered within 8 s. */
  verificationMs: 7_500,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
  /** A page of 1,000 payments fits. */
  iamportAnswerBytes: 16 * 1024 * 1024,
  /** A token is renewed so long before its end; in its last minute i'mport prolongs the same one (§1.2). */
  iamportTokenMarginMs: 30_000,
  /** Well inside i'mport's five seconds, with the way there and back (§6). */
  confirmMs: 4_000,
  /**
   * Wrong amounts that one sender may ask to be confirmed in an hour, about one order and about all. Beyond them a
   * question is answered from what i'mport shows of the payment, which may take so long: it leaves the shop's server its time.
   */
  wrongConfirmAmounts: { perOrder: 5, perSender: 60, durationS: 60 * 60 },
  confirmLookUpMs: 1_000,
  confirmHookMs: 2_500,
  /**
   * Questions to the shop's server at once: whoever knows an order's key can cause them. `perOrder` counts those about one
   * order, under way or waiting; equal ones are one.
   */
  confirmQuestions: { maxUnderWay: 50, maxWaiting: 200, maxWaitMs: 500, perOrder: 5 },
  /** The PG takes its time over a cancel; with the look before it, well inside a proxy's 30 s. */
  iamportCancelMs: 12_000,
  cancelMs: 20_000,
  amendMs: 20_000,
  /** Then what is registered is looked after again: longer than an amendment and one registration take together. */
  amendLookAgainMs: 120_000,
  cancelLeaseMs: 60_000,
  cancelPauseMs: 2_000,
  databaseOperationMs: 2_000,
  databasePoolSize: 50,
  /** Whether orders can be read: how long that may take, and how long the answer holds. */
  readyMs: 2_000,
  readyKeepMs: 1_000,
  deliveryPauseMs: 1_000,
  /** What is under way when the service stops is waited for, so well inside `shutdownMs`; and well inside the lease. */
  deliveryCarrierMs: 10_000,
  deliveryLeaseMs: 60_000,
  /** Shop's server and SMS aggregator, each well inside `deliveryCarrierMs`, so that nothing goes on behind its back. */
  shopWebhookMs: 8_000,
  smsMs: 8_000,
  /** What may be under way at once, by carrier. */
  deliveryConcurrency: { shop: 20, sms: 10, customerRecord: 5 },
  /** From the first try to the last: a day and an hour at the least, two days at the most. */
  deliveryRetry: { firstDelayMs: 5_000, maxDelayMs: 60 * 60_000, maxTries: 60 },
  preparePauseMs: 5_000,
  /** Longer than i'mport may take, so that no two instances register one order at once. */
  prepareLeaseMs: 60_000,
  /** An order whose amount i'mport refuses is tried again when it is twice as old, but not more rarely than this. */
  prepareLongestRestMs: 6 * 60 * 60_000,
  prepareBatchSize: 20,
  /** So long a registering request alone registers the amount; then the pass takes it. */
  registerOwnTryMs: 30_000,
  /** Lists of up to 1,000 payments, in the background; two of them and what a pass takes between, inside `stopMs`. */
  searchTryMs: 6_000,
  searchBudgetMs: 9_000,
  /** A small question, by which it is told whether i'mport answers at all. */
  searchProbeMs: 2_500,
  reconcilePauseMs: 5_000,
  reconcileBatchSize: 100,
  /** After this, a pass begins no more look-ups of one order; the lease leaves time for the last and for what it records. */
  reconcileLookUpMs: 5_000,
  reconcileLeaseMs: 60_000,
  /** How long an order rests about which alone i'mport did not answer, and one whose payments cannot be read. */
  reconcileRestMs: 60_000,
  unreadableRestMs: 60 * 60_000,
  /** So long after a deadline its order is expired: an approval that was under way then is through. */
  reconcileGraceMs: 2 * 60_000,
  /** A payment that is not known yet is known soon; the next pass comes within `reconcilePauseMs` after it. */
  broughtForwardMs: 20_000,
  broughtForwardRestMs: 60_000,
  reconcileKeepMs: 30 * 24 * 60 * 60_000,
  /** Orders that were in an answer which could not be fetched, and how long they stay under suspicion. */
  suspects: { max: 10_000, ttl: 60 * 60_000 },
  budgetPauseMs: 1_000,
  outagePause: { firstDelayMs: 5_000, maxDelayMs: 60_000 },
  /** How long the same failure of a pass is not told again. */
  passLogQuietMs: 60_000,
  windowPauseMs: 60_000,
  windowPageSize: 1_000,
  windowOverlapMs: 10 * 60_000,
  /** More than the overlap, or it would not get on. */
  windowSmallestMs: 20 * 60_000,
  windowLongestMs: 24 * 60 * 60_000,
  windowLeaseMs: 60_000,
  /** The reader of an order waits so long for i'mport, and it is asked about one order once in so long. */
  repairReadMs: 1_500,
  /** Beyond them the answer is what is stored: readers must not take the place of the passes before i'mport. */
  repairQueue: { maxUnderWay: 10, maxWaiting: 100, maxWaitMs: 1_000 },
  repairRestMs: 10_000,
  repairedAtOnce: 10_000,
  /**
   * Who sends slowly is cut off, headers or body, as soon as Node looks, which is twice a minute unless told; an idle
   * connection outlives that of a load balancer before us.
   */
  connections: {
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 65_000,
  },
  shutdownMs: 20_000,
  /** Requests and passes together; what has not ended then is left to its lease. */
  stopMs: 25_000,
} as const;
