/** Times and sizes that fit together, so they are no settings. Times are in milliseconds. */
export const LIMITS = {
  /** Reports wait for their turn, then are verified: both together are answered within 8 s. */
  reportQueue: { maxUnderWay: 100, maxWaiting: 1_000, maxWaitMs: 1_500 },
  verificationMs: 6_500,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
  iamportQueue: { maxUnderWay: 50, maxWaiting: 500, maxWaitMs: 1_500 },
  iamportBreaker: { failures: 20, restMs: 2_000 },
  /** How long a payment that i'mport does not know is taken for unknown; how many of them. */
  unknownPayments: { ttlMs: 5_000, maxEntries: 10_000 },
  /** Well below what may be under way. */
  spareLookUpsAtOnce: 10,
  fruitlessLookUpsPerMinute: { fruitlessPerSender: 10, fruitlessPerOrder: 60 },
  /** Well inside i'mport's five seconds, with the way there and back (§6). */
  confirmMs: 4_000,
  confirmHookMs: 2_500,
  databaseOperationMs: 2_000,
  databasePoolSize: 50,
  deliveryPauseMs: 1_000,
  /** Well inside the lease. */
  deliveryCarrierMs: 30_000,
  deliveryLeaseMs: 60_000,
  deliveryBatchSize: 50,
  deliveryRetry: { firstDelayMs: 5_000, maxDelayMs: 60 * 60_000 },
  preparePauseMs: 5_000,
  /** Longer than i'mport may take, so that no two instances register one order at once. */
  prepareLeaseMs: 60_000,
  prepareBatchSize: 20,
  shutdownMs: 20_000,
  /** Requests and passes together; what has not ended then is left to its lease. */
  stopMs: 25_000,
} as const;
