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
  /** What kind of fault it is. */
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

/**
 * What was wrong with a call.
 *
 * - `invalidInput`: see `errors`
 * - `invalidOptions`: the options of `createCheckout`; see `errors`
 * - `unsuitableConnection`: the given connection cannot keep the guarantees; the message says what to change
 * - `orderConflict`: another order has this `merchantUid`
 * - `handlerExists`, `unknownEvent`, `eventNotRecorded`: a call of `on`
 * - `started`, `stopped`: too late for this call
 */
export type CheckoutUsageErrorCode =
  | 'invalidInput'
  | 'invalidOptions'
  | 'unsuitableConnection'
  | 'orderConflict'
  | 'handlerExists'
  | 'unknownEvent'
  | 'eventNotRecorded'
  | 'started'
  | 'stopped';

/** One wrong field. */
export interface InputError {
  /** Its path, such as `iamport.apiKey`. */
  readonly field: string;
  /** What it must be, in English. */
  readonly message: string;
}

/** A call that fails again if it is repeated: the caller must be changed. The message contains no secret and no personal data. */
export class CheckoutUsageError extends Error {
  /** What was wrong. */
  readonly code: CheckoutUsageErrorCode;
  /** Every wrong field; empty where no field is. */
  readonly errors: readonly InputError[];

  constructor(code: CheckoutUsageErrorCode, message: string, errors: readonly InputError[] = []) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.errors = errors;
  }
}
