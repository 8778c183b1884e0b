/** Times and sizes that fit together, so they are no settings. Times are in milliseconds. */
export const LIMITS = {
  /** Every verification is answered within this. */
  verificationMs: 8_000,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
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
  /** Lists of up to 1,000 payments, in the background; with what a pass takes before, inside `shutdownMs`. */
  searchTryMs: 6_000,
  searchBudgetMs: 9_000,
  reconcilePauseMs: 5_000,
  reconcileBatchSize: 100,
  /** After this, a pass begins no more look-ups of one order; the lease leaves time for the last and for what it records. */
  reconcileLookUpMs: 5_000,
  reconcileLeaseMs: 60_000,
  /** So long after a deadline its order is expired: an approval that was under way then is through. */
  reconcileGraceMs: 2 * 60_000,
  reconcileKeepMs: 30 * 24 * 60 * 60_000,
  outagePause: { firstDelayMs: 5_000, maxDelayMs: 60_000 },
  windowPauseMs: 60_000,
  windowPageSize: 1_000,
  windowOverlapMs: 10 * 60_000,
  /** More than the overlap, or it would not get on. */
  windowSmallestMs: 20 * 60_000,
  windowLongestMs: 24 * 60 * 60_000,
  windowLeaseMs: 60_000,
  /** The reader of an order waits so long for i'mport, and it is asked about one order once in so long. */
  repairReadMs: 1_500,
  repairRestMs: 10_000,
  repairedAtOnce: 10_000,
  shutdownMs: 20_000,
} as const;
