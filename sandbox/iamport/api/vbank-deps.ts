import type { Channels } from '../channels';
import type { PaymentDeps } from '../payments/payment-deps';
import type { PgRefusalFor } from './cancel-route';

/** What the three operations work on. */
export interface VbankDeps extends PaymentDeps {
  channels: Channels;
  pgRefusalFor: PgRefusalFor;
  inicisApiKey: string;
}
