/**
 * Why a call has no result.
 *
 * - `network`: no answer came, or it broke off.
 * - `timeout`: a time limit was over.
 * - `unavailable`: the service answered 5xx, after all tries.
 * - `unexpectedAnswer`: something else than the service answered, such as a proxy.
 * - `aborted`: the caller's signal ended the call.
 */
export type ClientErrorCode = 'network' | 'timeout' | 'unavailable' | 'unexpectedAnswer' | 'aborted';

/** What is known of a failed call. */
export interface ClientErrorDetails {
  readonly code: ClientErrorCode;
  /** The HTTP status of the last answer; null if none came. */
  readonly http: number | null;
  /** The `X-Request-Id` of the last answer, by which the service's log names it. */
  readonly serviceRequestId: string | null;
  /** How often the request was sent. */
  readonly tries: number;
  /** The order of the call; null if it was about none. For `register` it may be one that the client made. */
  readonly merchantUid: string | null;
  /**
   * The `request_id` of the call, also one that the client made; null for calls without. **A cancel that failed may have been
   * carried out: repeat it with this id**, never with a new one.
   */
  readonly requestId: string | null;
}

/** A fault of a call. It holds neither the key nor the request's body. */
export class CheckoutClientError extends Error implements ClientErrorDetails {
  override readonly name = 'CheckoutClientError';
  declare readonly code: ClientErrorCode;
  declare readonly http: number | null;
  declare readonly serviceRequestId: string | null;
  declare readonly tries: number;
  declare readonly merchantUid: string | null;
  declare readonly requestId: string | null;

  constructor(message: string, details: ClientErrorDetails) {
    super(message);
    Object.assign(this, details);
  }
}
