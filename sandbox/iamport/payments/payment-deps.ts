import type { Settings } from '../settings';
import type { Clock } from '../unix-seconds';
import type { WebhookSender } from '../webhooks/webhook-sender';
import type { PaymentStore } from './payment-store';

/** What the life of a payment needs of the world. */
export interface PaymentDeps {
  store: PaymentStore;
  sender: WebhookSender;
  settings: () => Readonly<Settings>;
  now: Clock;
  /** Lowercase hex text of that many characters. */
  randomHex: (characters: number) => string;
}
