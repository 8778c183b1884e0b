/**
 * What refuses work before it reaches i'mport, the database or the shop's server. A refusal carries the name of its guard
 * into the log, so that each 503 and 429 can be told apart; docs/operations.md explains each of them.
 */
export const GUARDS = [
  'addressLimit',
  'databaseQueue',
  'lookUpQuota',
  'gatewayQueue',
  'gatewayBreaker',
  'deadline',
  'confirmQuestions',
  'repairQueue',
] as const;

/** The name of a guard that refuses. */
export type Guard = (typeof GUARDS)[number];
