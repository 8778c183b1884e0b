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
  prepareBatchSize: 20,
  shutdownMs: 20_000,
} as const;
