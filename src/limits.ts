/** Times and sizes that fit together, so they are no settings. Times are in milliseconds. */
export const LIMITS = {
  /** Every verification is answered within this. */
  verificationMs: 8_000,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
  /** Well inside i'mport's five seconds, with the way there and back (§6). */
  confirmMs: 4_000,
  confirmHookMs: 2_500,
  /** The PG takes its time over a cancel; with the look before it, well inside a proxy's 30 s. */
  iamportCancelMs: 12_000,
  cancelMs: 20_000,
  cancelLeaseMs: 60_000,
  cancelPauseMs: 2_000,
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
} as const;
