import { CheckoutUsageError } from '../domain/errors';
import { SHOP_EVENT_TYPES, type HandlerMessage, type ShopEventType } from '../domain/outbox';
import type { EventHandler, EventHandlers } from '../services/run-handler';
import type { Checkout } from './checkout';
import type { CheckoutEvent, CheckoutEventName } from './checkout-event';

/** The handlers of one checkout. */
export interface Handlers extends EventHandlers {
  readonly on: Checkout['on'];
  /** Whether events of a name are recorded for handlers, of this process or of another. */
  readonly isHandled: (event: ShopEventType) => boolean;
  /** No handler is set any more; those that are set run. */
  readonly begin: () => void;
}

const LONGEST_MS = 60 * 60_000;
const SHORTEST_MS = 1_000;

/**
 * Creates the handlers of one checkout. Before `begin` no event is taken, so that each finds its handler.
 *
 * @param recorded the events that are recorded; null for all before `begin`, and from then on those that have a handler here
 * @param defaultMs how long a handler may take that does not say so
 */
export function createHandlers(recorded: readonly CheckoutEventName[] | null, defaultMs: number): Handlers {
  const byName = new Map<ShopEventType, EventHandler>();
  let hasBegun = false;
  return {
    events: () => (hasBegun ? [...byName.keys()] : []),
    find: (event) => (hasBegun ? byName.get(event) : undefined),
    // The router serves before the shop has set its handlers: too many events end as dead letters, too few are lost.
    isHandled: (event) => (recorded === null ? !hasBegun || byName.has(event) : recorded.includes(event)),
    begin: () => void (hasBegun = true),
    on(name, handler, { timeoutMs = defaultMs } = {}) {
      check(name, handler, timeoutMs);
      if (hasBegun) throw new CheckoutUsageError('started', `on('${name}') must be called before start()`);
      if (recorded !== null && !recorded.includes(name)) {
        throw new CheckoutUsageError('eventNotRecorded', `the option events does not name '${name}'`);
      }
      if (byName.has(name)) throw new CheckoutUsageError('handlerExists', `'${name}' has a handler already`);
      byName.set(name, {
        timeoutMs,
        run: (message, id, context) => handler(eventOf(message, id) as never, context),
      });
    },
  };
}

function check(name: CheckoutEventName, handler: unknown, timeoutMs: number): void {
  if (!SHOP_EVENT_TYPES.includes(name)) {
    throw new CheckoutUsageError('unknownEvent', `there is no event '${String(name)}': ${SHOP_EVENT_TYPES.join(', ')}`);
  }
  const isTime = Number.isInteger(timeoutMs) && timeoutMs >= SHORTEST_MS && timeoutMs <= LONGEST_MS;
  const errors = [
    ...(typeof handler === 'function' ? [] : [{ field: 'handler', message: 'must be a function' }]),
    ...(isTime ? [] : [{ field: 'timeoutMs', message: `must be ${SHORTEST_MS} to ${LONGEST_MS}` }]),
  ];
  const problems = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  if (errors.length > 0) throw new CheckoutUsageError('invalidInput', `on('${name}'): ${problems}`, errors);
}

function eventOf({ event, data }: HandlerMessage, id: string): CheckoutEvent {
  return {
    id,
    name: event,
    merchantUid: data.merchant_uid,
    impUid: data.imp_uid,
    status: data.status,
    amount: data.amount,
    cancelAmount: data.cancel_amount,
    currency: data.currency,
    at: new Date(data.at),
    reason: data.reason ?? null,
    requestId: data.request_id ?? null,
  };
}
