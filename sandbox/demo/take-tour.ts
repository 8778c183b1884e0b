import { randomBytes } from 'node:crypto';
import { DEMO_ORDERS_KEY, type Demo } from './start-demo';
import { createTour } from './tour/create-tour';
import { runTour } from './tour/run-tour';
import { createTourCheckList, type TourChecks } from './tour/tour-checks';
import { tourSteps } from './tour/tour-steps';

/** What is shown: any running service, not only the demo's own. */
export interface TourSubject extends Pick<Demo, 'sandbox' | 'log'> {
  readonly service: Pick<Demo['service'], 'url'>;
  /** Keys that open the desk. @default the desk is not shown */
  readonly keys?: Demo['keys'];
}

/** Shows a running demo from beginning to end, and says what came of it. */
export async function takeTour(
  { service, sandbox, log, keys = [] }: TourSubject,
  print: (line: string) => void,
): Promise<TourChecks> {
  const checks = createTourCheckList(print);
  const tour = createTour({
    serviceUrl: service.url,
    ordersKey: DEMO_ORDERS_KEY,
    newMerchantUid: () => randomBytes(16).toString('hex'),
    sandbox,
    checks,
    print,
  });
  const support = keys.find(({ name }) => name === 'support');
  const desk = support ? { serviceUrl: service.url, key: support.key, print } : null;
  await runTour(tourSteps(log.notifications, desk), tour, { checks, print });
  const { made, failed } = checks.result();
  print(`\n${made} checks, ${failed.length} failed`);
  failed.forEach((line) => print(`  ✗ ${line}`));
  return { made, failed };
}
