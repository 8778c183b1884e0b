import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';

/** i'mport cannot be reached, is too slow or fails (5xx, 429). The caller may try again. */
export class IamportUnavailableError extends CheckoutError {
  /** Whether the same call may try again; false where i'mport asked for less traffic. */
  readonly retryable: boolean;
  /**
   * Whether i'mport may have carried the request out. False only where it certainly has not: nothing was sent, or i'mport
   * rejected the request unread (401, 429).
   */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    {
      retryable = true,
      mayHaveArrived = true,
      guard = null,
    }: { retryable?: boolean; mayHaveArrived?: boolean; guard?: Guard | null } = {},
  ) {
    super('unavailable', message, { guard });
    this.retryable = retryable;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** i'mport refused the request: the keys are wrong, the address is not allowed, or a business rule forbids it. */
export class IamportRefusedError extends CheckoutError {
  /** The message of i'mport or the PG where one of their rules refuses (HTTP 200 with a `code`, §1.4); else null. */
  readonly reason: string | null;
  /** Null where the refusal does not depend on a status: the keys were refused. */
  readonly httpStatus: number | null;

  constructor(message: string, reason: string | null = null, httpStatus: number | null = null) {
    super('gatewayRefused', message);
    this.reason = reason;
    this.httpStatus = httpStatus;
  }
}

/** i'mport's answer is not a documented one. Nothing can be concluded from it. */
export class IamportUnexpectedReplyError extends CheckoutError {
  constructor(message: string) {
    super('gatewayReplyUnexpected', message);
  }
}
