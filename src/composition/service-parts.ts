import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import type { Metrics } from '../metrics/metrics';
import type { ClockAndRandom } from './clock-and-random';
import type { OwnProcess } from './own-process';

/** What every service is wired from. */
export interface ServiceParts {
  /** A connected store. */
  readonly connection: Connection;
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly clockAndRandom: ClockAndRandom;
  readonly metrics: Metrics;
  /** What a checkout in the shop's own process adds. @default it runs as a service */
  readonly own?: OwnProcess | undefined;
}
