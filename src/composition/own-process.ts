import type { Receivers } from '../domain/address-messages';
import type { AskShop } from '../services/confirm-payment';
import type { EventHandlers } from '../services/run-handler';

/** What a checkout in the shop's own process has, and the service has not. */
export interface OwnProcess {
  readonly handlers: EventHandlers;
  /** Who gets the messages that this process records. */
  readonly receivers: Receivers;
  /** Asks the shop before a payment is approved; null if it wants not to be asked. It throws CheckoutError `unavailable` alone. */
  readonly askShop: AskShop | null;
  /** Aborts when nobody waits for handlers any more. */
  readonly stopped: AbortSignal;
}
