import type { WebhookBody, WebhookFormat } from './webhook-body';

/** One try to bring a webhook to one address. `status` 0: no answer came, and `error` says why. */
export interface DeliveryAttempt {
  at: Date;
  status: number;
  error: string | null;
}

/** An address and what became of the webhook there. */
export interface DeliveryTarget {
  url: string;
  attempts: DeliveryAttempt[];
}

/**
 * - `waiting`, `sending`: not over yet; `held`: kept back for reordering until it is released
 * - `delivered`: each address answered 2xx; `failed`: one did not
 * - `dropped`: lost on demand; `no-url`: no address is set; `not-sent`: written to the log only, which is what
 *   i'mport does for a cancel by the API (§7.1)
 */
export type DeliveryOutcome =
  'waiting' | 'sending' | 'held' | 'delivered' | 'failed' | 'dropped' | 'no-url' | 'not-sent';

/** An entry of the webhook log. */
export interface Delivery {
  id: number;
  at: Date;
  body: WebhookBody;
  format: WebhookFormat;
  targets: DeliveryTarget[];
  outcome: DeliveryOutcome;
  /** The last answer of the first address; 0 when none came. */
  status: number;
}
