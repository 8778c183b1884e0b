import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';

/** i'mport cannot be reached, is too slow or fails by itself (5xx, 429): try again. */
export class IamportUnavailableError extends CheckoutError {
  /** Whether another try within the same call makes sense; not where i'mport asked for less traffic. */
  readonly retryable: boolean;
  /**
   * Whether i'mport may have carried the request out all the same. False only where that is certain: nothing was sent, or
   * it was turned away unread (401, 429).
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

/** i'mport said no: the keys are wrong, the address is not allowed, a business rule forbids it. */
export class IamportRefusedError extends CheckoutError {
  /** What i'mport or the PG said, where the refusal is one of their rules (HTTP 200 with a `code`, §1.4); else null. */
  readonly reason: string | null;
  /** Null where the refusal has no status of its own. */
  readonly httpStatus: number | null;

  constructor(message: string, reason: string | null = null, httpStatus: number | null = null) {
    super('gatewayRefused', message);
    this.reason = reason;
    this.httpStatus = httpStatus;
  }
}

/** i'mport answered something that is not its documented answer; nothing can be concluded from it. */
export class IamportUnexpectedReplyError extends CheckoutError {
  constructor(message: string) {
    super('gatewayReplyUnexpected', message);
  }
}
