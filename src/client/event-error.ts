/**
 * Why an event is not taken.
 *
 * - `headersMissing`: it has no `webhook-id`, `webhook-timestamp` or `webhook-signature`.
 * - `signatureInvalid`: no signature fits a secret: forged, changed on its way, or signed with another secret.
 * - `tooOld`, `tooNew`: its time is more than 5 minutes from the clock of this machine.
 * - `bodyParsed`, `bodyMissing`: this is not the body as it came; the message says what to do.
 * - `bodyInvalid`: it is signed, but is no event.
 * - `secretInvalid`: no secret is given, or one is not of the form `whsec_` and base64.
 */
export type EventErrorCode =
  | 'headersMissing'
  | 'signatureInvalid'
  | 'tooOld'
  | 'tooNew'
  | 'bodyParsed'
  | 'bodyMissing'
  | 'bodyInvalid'
  | 'secretInvalid';

/** 500 where the receiver's own set-up is wrong: the service sends the event again until that is right. */
const STATUS_CODES: Readonly<Record<EventErrorCode, 400 | 401 | 500>> = {
  headersMissing: 401,
  signatureInvalid: 401,
  tooOld: 401,
  tooNew: 401,
  bodyParsed: 500,
  bodyMissing: 500,
  bodyInvalid: 400,
  secretInvalid: 500,
};

/** An event that cannot be verified. It holds neither the secret nor the body. */
export class EventVerificationError extends Error {
  override readonly name = 'EventVerificationError';
  readonly code: EventErrorCode;
  /** What to answer. Express and NestJS do so by themselves where the error is thrown in a handler. */
  readonly statusCode: 400 | 401 | 500;

  constructor(code: EventErrorCode, message: string) {
    super(message);
    this.code = code;
    this.statusCode = STATUS_CODES[code];
  }
}
