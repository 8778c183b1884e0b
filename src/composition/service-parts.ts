import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Config } from '../config/load-config';
import type { Metrics } from '../metrics/metrics';
import type { ClockAndRandom } from './clock-and-random';

/** What every service is wired from. */
export interface ServiceParts {
  /** A connected store. */
  readonly connection: Connection;
  readonly config: Config;
  readonly logger: Logger;
  readonly clockAndRandom: ClockAndRandom;
  readonly metrics: Metrics;
}
