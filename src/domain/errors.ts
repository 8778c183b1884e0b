import type { Guard } from './guard';

/**
 * What a fault is, by what the caller does next.
 *
 * - `unavailable`: i'mport or the database did not do its part; nothing has changed, the same call may be made again.
 * - `gatewayRefused`: i'mport said no (wrong keys, a closed address); the same call gets the same answer until a person
 *   changes a setting.
 * - `gatewayReplyUnexpected`: i'mport answered what we cannot read; nothing can be concluded from it.
 */
export type CheckoutErrorCode = 'unavailable' | 'gatewayRefused' | 'gatewayReplyUnexpected';

/** A fault, as opposed to a refusal: refusals are values (see `Verdict`). Its message is for logs, never for clients. */
export class CheckoutError extends Error {
  readonly code: CheckoutErrorCode;
  /** Which guard refused, with the work never begun or given up; null where none did. */
  readonly guard: Guard | null;

  constructor(code: CheckoutErrorCode, message: string, options: ErrorOptions & { guard?: Guard | null } = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.guard = options.guard ?? null;
  }
}
