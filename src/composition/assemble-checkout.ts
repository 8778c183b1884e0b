import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import type { Metrics } from '../metrics/metrics';
import type { IndexCheck } from './check-indexes';
import type { ClockAndRandom } from './clock-and-random';
import { createDelivery } from './create-delivery';
import { createPasses } from './create-passes';
import { createWorkers } from './create-workers';
import type { OwnProcess } from './own-process';
import { wireServices, type Services } from './wire-services';

/** What a checkout is made of. */
export interface CheckoutParts {
  /** A connected store. */
  readonly connection: Connection;
  /** The check of its indexes, which runs. */
  readonly indexes: IndexCheck;
  readonly config: CheckoutConfig;
  readonly logger: Logger;
  readonly clockAndRandom: ClockAndRandom;
  readonly metrics: Metrics;
  /** What a checkout in the shop's own process adds. @default it runs as a service */
  readonly own?: OwnProcess;
}

/** A checkout without its HTTP: the service and the library are made around it. */
export interface AssembledCheckout {
  readonly services: Services;
  /** Whether orders can be read and all indexes are there. */
  readonly isReady: () => Promise<boolean>;
  /**
   * Resolves once all indexes are there and the background work runs, or once the checkout was stopped before.
   *
   * @throws IndexRefusedError where the database refuses the check or a build; a further call tries again
   */
  readonly start: () => Promise<void>;
  /** Begins nothing new, and resolves when all work under way has ended. It has no limit, and leaves the connection open. */
  readonly stop: () => Promise<void>;
}

/** Wires the services, the deliveries and the passes of a checkout. Nothing runs before `start`, but deliveries of new messages. */
export function assembleCheckout(parts: CheckoutParts): AssembledCheckout {
  const { connection, indexes, config, logger, clockAndRandom, metrics, own } = parts;
  const delivery = createDelivery(connection, config, logger, clockAndRandom, metrics, own);
  const { claimNew } = delivery.atOnce;
  const services = wireServices(connection, config, logger, clockAndRandom, claimNew, metrics, own);
  const passes = createPasses(connection, config, logger, services, clockAndRandom, delivery);
  const workers = createWorkers(passes, logger, clockAndRandom, metrics);
  return {
    services,
    isReady: async () => indexes.areThere() && services.isReady(),
    async start() {
      await indexes.wait();
      if (indexes.areThere()) workers.forEach((worker) => worker.start());
    },
    async stop() {
      indexes.stop();
      await Promise.all([delivery.atOnce.stop(), ...workers.map((worker) => worker.stop())]);
    },
  };
}
