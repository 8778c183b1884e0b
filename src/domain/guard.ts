/**
 * The guards that refuse work before it reaches i'mport, the database or the shop's server. The log names the guard of
 * each 503 and 429; docs/operations.md explains each guard.
 */
export const GUARDS = [
  'addressLimit',
  'deskLimit',
  'databaseQueue',
  'lookUpQuota',
  'gatewayQueue',
  'gatewayBreaker',
  'deadline',
  'confirmQuestions',
  'repairQueue',
  'listQueue',
  'exportQueue',
] as const;

/** The name of a guard. */
export type Guard = (typeof GUARDS)[number];
