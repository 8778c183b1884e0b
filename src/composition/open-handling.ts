import type { Connection } from 'mongoose';
import type { ShopEventType } from '../domain/outbox';
import type { HandlerCarrier, DeliverNotificationsDeps } from '../services/deliver-notifications';
import { deliverNotifications } from '../services/deliver-notifications';
import { endUnhandled } from '../services/end-unhandled';
import { createRunHandler } from '../services/run-handler';
import { createHandlerQueue } from '../store/handler-queue';
import type { Outbox } from '../store/outbox';
import type { Pass } from '../workers/worker';
import type { ClockAndRandom } from './clock-and-random';
import { LIMITS } from './limits';
import type { OwnProcess } from './own-process';

/** What delivers events to the handlers of this process. */
export interface Handling {
  readonly run: HandlerCarrier;
  readonly isHandledHere: (event: ShopEventType) => boolean;
  /** Creates the passes over events for handlers; null where this process runs none. */
  readonly createPasses: (deps: DeliverNotificationsDeps) => HandlingPasses;
}

/** One delivers events, the other ends those that no process takes: so no look for them waits for a handler. */
export type HandlingPasses = Readonly<Record<'handler' | 'unhandled', Pass | null>>;

const NO_HANDLING: Handling = {
  run: async ({ event }) => {
    throw new Error(`this process runs no handlers: ${event}`);
  },
  isHandledHere: () => false,
  createPasses: () => ({ handler: null, unhandled: null }),
};

/** @param own absent in the service, which runs no handlers */
export function openHandling(
  connection: Connection,
  outbox: Outbox,
  { now }: Pick<ClockAndRandom, 'now'>,
  own: OwnProcess | undefined,
): Handling {
  if (own === undefined) return NO_HANDLING;
  const { handlers, stopped } = own;
  const queue = createHandlerQueue(connection);
  const { deliveryLeaseMs: leaseMs, handlerRenewMs: renewMs, unhandled } = LIMITS;
  const ours: Outbox = {
    ...outbox,
    claimDue: (search) => queue.claimDue({ ...search, events: handlers.events() }),
  };
  return {
    run: createRunHandler({
      handlers,
      renew: (claim, until) => outbox.renew(claim, until),
      now,
      leaseMs,
      renewMs,
      stopped,
    }),
    isHandledHere: (event) => handlers.find(event) !== undefined,
    createPasses(deps) {
      const delivering = { ...deps, outbox: ours };
      return {
        handler: (signal) => deliverNotifications(delivering, 'handler', signal).then(() => ({ more: false })),
        unhandled: (signal) => endUnhandled({ ...delivering, queue, handlers, ...unhandled }, signal),
      };
    },
  };
}
