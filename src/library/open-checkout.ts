import { assembleCheckout, type AssembledCheckout } from '../composition/assemble-checkout';
import { checkIndexes } from '../composition/check-indexes';
import { SYSTEM_CLOCK_AND_RANDOM, type ClockAndRandom } from '../composition/clock-and-random';
import { LIMITS } from '../composition/limits';
import { openDeadline } from '../composition/open-deadline';
import { openMetrics } from '../composition/open-metrics';
import { openStore, type OwnStore } from '../composition/open-store';
import type { OwnProcess } from '../composition/own-process';
import type { CheckoutConfig } from '../config/checkout-config';
import { CheckoutUsageError } from '../domain/errors';
import { createPaymentsRouter } from '../http/create-payments-router';
import { PostCompleteBody } from '../http/routes/post-complete';
import type { Metrics } from '../metrics/metrics';
import { createDeadLetters } from '../store/dead-letters';
import { createAskShop } from './create-ask-shop';
import type { Checkout, CheckoutRouter } from './checkout';
import type { CheckoutOptions } from './checkout-options';
import { createCheckoutDeadLetters } from './create-dead-letters';
import { createHandlers, type Handlers } from './create-handlers';
import { createCheckoutOrders } from './create-orders';
import { openLogger } from './open-logger';
import { readInput } from './read-input';
import { readOptions } from './read-options';

/** Opens the checkout that `createCheckout` returns. @param clockAndRandom tests inject their own */
export async function openCheckout(
  options: CheckoutOptions,
  clockAndRandom: ClockAndRandom = SYSTEM_CLOCK_AND_RANDOM,
): Promise<Checkout> {
  const { config, collectionPrefix, stopTimeoutMs } = readOptions(options);
  const logger = openLogger(options.logger);
  const onHang = () => logger.warn('database client hung and is opened again');
  const store = await openStore(options.connection, { collectionPrefix, onHang });
  const handlers = createHandlers(options.events ?? null, LIMITS.handlerMs);
  const giveUp = new AbortController();
  const own: OwnProcess = {
    handlers,
    receivers: {
      hasShopServer: config.shopWebhook !== null,
      hasTexts: config.solapi !== null,
      isHandled: handlers.isHandled,
    },
    askShop: options.confirm === undefined ? null : createAskShop(options.confirm, logger),
    stopped: giveUp.signal,
  };
  const { connection } = store;
  const indexes = checkIndexes(store.ensureIndexes, logger, clockAndRandom.pause);
  const metrics = openMetrics(connection, config, logger, clockAndRandom);
  const assembled = assembleCheckout({ connection, indexes, config, logger, clockAndRandom, metrics, own });
  return {
    // Express makes its own request and response of those of Node.js.
    router: createPaymentsRouter({ ...routerDeps(assembled, config, metrics), logger }) as unknown as CheckoutRouter,
    orders: createCheckoutOrders(assembled.services),
    deadLetters: createCheckoutDeadLetters(createDeadLetters(connection), assembled.services.replayNotification),
    async verify(report) {
      const { imp_uid: impUid, merchant_uid: merchantUid } = readInput(PostCompleteBody, report);
      return (await assembled.services.verifyPayment({ impUid, merchantUid, source: 'callback' })).outcome;
    },
    on: handlers.on,
    ...createRun({ assembled, handlers, store, giveUp, stopTimeoutMs }),
    isReady: assembled.isReady,
    metrics: async () => (await metrics.render()).text,
  };
}

/** Begins and ends the work of a checkout. */
function createRun(parts: {
  readonly assembled: AssembledCheckout;
  readonly handlers: Handlers;
  readonly store: OwnStore;
  readonly giveUp: AbortController;
  readonly stopTimeoutMs: number;
}): Pick<Checkout, 'start' | 'stop'> {
  const { assembled, handlers, store, giveUp, stopTimeoutMs } = parts;
  let starting: Promise<void> | null = null;
  let stopping: Promise<void> | null = null;

  async function stop(): Promise<void> {
    const ended = assembled.stop();
    // What fails after the limit was told already.
    ended.catch(() => undefined);
    try {
      await openDeadline(stopTimeoutMs, 'clean stop')(() => ended);
    } catch (error) {
      giveUp.abort(new Error('the checkout stopped'));
      // Handlers that were given up are recorded, so that others need not wait for their leases.
      await openDeadline(LIMITS.databaseOperationMs, 'end of handlers')(() => ended).catch(() => undefined);
      throw error;
    } finally {
      await store.close();
    }
  }

  return {
    async start() {
      if (stopping !== null) throw new CheckoutUsageError('stopped', 'start() was called after stop()');
      handlers.begin();
      return (starting ??= assembled.start().catch((error: unknown) => {
        starting = null;
        throw error;
      }));
    },
    stop: () => (stopping ??= stop()),
  };
}

function routerDeps({ services }: AssembledCheckout, config: CheckoutConfig, metrics: Metrics) {
  return {
    ...services,
    mode: config.iamport.mode,
    resultUrl: config.checkoutResultUrl,
    corsOrigins: config.corsOrigins,
    preflightMaxAgeS: LIMITS.preflightMaxAgeS,
    rateLimitPerMinute: config.rateLimitPerMinute,
    addressLimit: LIMITS.addressLimit,
    onTooManyRequests: () => metrics.observe('checkout_guard_refusals_total', { guard: 'addressLimit' }),
    gatewayAddresses: config.gatewayAddresses,
  };
}
