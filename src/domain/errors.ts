import type { Guard } from './guard';

/**
 * Faults, grouped by what the caller does next.
 *
 * - `unavailable`: i'mport or the database did not answer. Nothing is known to have changed; a repeat is safe.
 * - `gatewayRefused`: i'mport refused the call (wrong keys, an address that is not allowed). A repeat fails until a
 *   person changes a setting.
 * - `gatewayReplyUnexpected`: i'mport's reply cannot be parsed, so it proves nothing.
 */
export type CheckoutErrorCode = 'unavailable' | 'gatewayRefused' | 'gatewayReplyUnexpected';

/** A fault. Refusals are values (see `Verdict`), not errors. The message is for logs, never for clients. */
export class CheckoutError extends Error {
  readonly code: CheckoutErrorCode;
  /** The guard that refused the work or stopped it; null if no guard did. */
  readonly guard: Guard | null;

  constructor(code: CheckoutErrorCode, message: string, options: ErrorOptions & { guard?: Guard | null } = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.guard = options.guard ?? null;
  }
}

/** i'mport holds payments of an order that cannot be read: what is in them is not known. */
export function unreadablePayments(merchantUid: string): CheckoutError {
  return new CheckoutError('gatewayReplyUnexpected', `order ${merchantUid} has payments that cannot be read`);
}
