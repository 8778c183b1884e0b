import { LIMITS } from '../../src/composition/limits';

type Limits = typeof LIMITS;
type LimitName = keyof Limits;

/** Longer than any test may take. */
const NO_LIMIT_MS = 60 * 60_000;

const TIMES = [
  'verificationMs',
  'iamportTryMs',
  'iamportBudgetMs',
  'iamportCancelMs',
  'cancelMs',
  'amendMs',
  'searchTryMs',
  'searchBudgetMs',
  'searchProbeMs',
  'confirmMs',
  'confirmLookUpMs',
  'confirmHookMs',
  'repairReadMs',
  'readyMs',
  'databaseOperationMs',
] as const satisfies readonly LimitName[];

const QUEUES = [
  'databaseQueue',
  'overLimitQueue',
  'confirmQueue',
  'recordQueue',
  'gatewayQueue',
  'confirmQuestions',
  'repairQueue',
] as const satisfies readonly LimitName[];

/**
 * Lifts the service's time limits for i'mport, the database and the queues in this test file. It is for tests of rules other
 * than time limits, which a slow machine must not turn into 503s. Call it at the top of the file.
 *
 * @param except limits that stay
 */
export function liftTimeLimits(...except: readonly LimitName[]): void {
  const lift = (name: LimitName, value: unknown) => {
    if (!except.includes(name)) jest.replaceProperty(LIMITS, name, value as never);
  };
  for (const name of TIMES) lift(name, NO_LIMIT_MS);
  for (const name of QUEUES) lift(name, { ...LIMITS[name], maxWaitMs: NO_LIMIT_MS });
  const { overLimit } = LIMITS.lookUpQuota;
  lift('lookUpQuota', { ...LIMITS.lookUpQuota, overLimit: { ...overLimit, maxWaitMs: NO_LIMIT_MS } });
}
