import type { ErrorRequestHandler, Request, Response } from 'express';
import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';
import type { Verification } from '../services/verify-payment';
import { InvalidRequest, type FieldError } from './invalid-request';
import { logOf } from './log-of';

/** The `status` of every answer that is not an order. */
export type ReplyCode =
  | Verification['outcome']
  | 'invalidRequest'
  | 'unauthorized'
  | 'scopeMissing'
  | 'orderConflict'
  | 'orderLocked'
  | 'accepted'
  | 'notAcceptable'
  | 'closed'
  | 'closedUnread'
  | 'paidBeforeClosing'
  | 'cancelDone'
  | 'accountRevoked'
  | 'cancelling'
  | 'cancelRefused'
  | 'cancelUnclear'
  | 'requestConflict'
  | 'tooManyCancels'
  | 'cancellableChanged'
  | 'nothingToCancel'
  | 'aboveBalance'
  | 'attentionChanged'
  | 'rechecked'
  | 'replayed'
  | 'notificationNotFound'
  | 'notDead'
  | 'resending'
  | 'messageNotFound'
  | 'messageGone'
  | 'messageWaiting'
  | 'messageDead'
  | 'notForShop'
  | 'nothingToResend'
  | 'resendConflict'
  | 'tooManyResends'
  | 'resendNotFound'
  | 'notFound'
  | 'methodNotAllowed'
  | 'payloadTooLarge'
  | 'unsupportedMediaType'
  | 'tooManyRequests'
  | 'unavailable'
  | 'internalError';

/**
 * HTTP status and message per code. A 5xx always means "send again". The first three messages are the exact words of
 * i'mport's guide.
 */
export const REPLIES: Readonly<Record<ReplyCode, { readonly http: number; readonly message: string }>> = {
  success: { http: 200, message: 'General payment successful' },
  vbankIssued: { http: 200, message: 'Virtual account issued successfully' },
  forgery: { http: 400, message: 'Forged/falsified payment attempted' },
  failed: { http: 402, message: 'Payment failed' },
  pending: { http: 202, message: 'Payment is not completed yet' },
  cancelled: { http: 409, message: 'Payment was cancelled' },
  duplicate: { http: 409, message: 'Order is already paid by another payment; contact the shop for a refund' },
  orderClosed: { http: 409, message: 'Order had expired or was closed before it was paid; contact the shop' },
  paymentHeld: {
    http: 409,
    message: 'Payment is held until the shop has decided upon it; do not pay again, contact the shop',
  },
  paymentNotFound: { http: 404, message: 'No such payment' },
  orderNotFound: { http: 404, message: 'No such order' },
  invalidRequest: { http: 400, message: 'Invalid request' },
  unauthorized: { http: 401, message: 'Send your key as "Authorization: Bearer <key>"' },
  scopeMissing: { http: 403, message: 'This key may not do that; see "scope"' },
  orderConflict: { http: 409, message: 'Another order has this merchant_uid; use a new one' },
  orderLocked: {
    http: 409,
    message: 'Order is paid or has ended, or an account is issued over its terms; then only expires_at may change',
  },
  accepted: { http: 200, message: 'Order is settled by this payment' },
  notAcceptable: { http: 409, message: 'Only money that is held for you can be accepted; see "outcome"' },
  closed: { http: 200, message: 'Order is closed; nothing had been paid' },
  closedUnread: {
    http: 200,
    message: 'Order is closed, but it has payments that could not be read; look at them in i’mport’s console',
  },
  paidBeforeClosing: {
    http: 409,
    message: 'Order was paid before it was closed, as we learned since; give the money back with a new request_id',
  },
  cancelDone: { http: 200, message: 'Money is given back' },
  accountRevoked: { http: 200, message: 'Virtual account is revoked; nothing had been deposited' },
  cancelling: {
    http: 202,
    message: 'Recorded, and being carried out; read the order, or repeat with the same request_id',
  },
  cancelRefused: { http: 409, message: 'Refused by the gateway; nothing was given back by this request' },
  cancelUnclear: {
    http: 409,
    message: 'What became of it is not known; look at i’mport’s console before the money is given back in another way',
  },
  requestConflict: {
    http: 409,
    message: 'This request_id was used for another cancel; read the order’s cancels before you ask with a new one',
  },
  tooManyCancels: {
    http: 409,
    message: 'Order has as many cancels as it has room for; give the rest back in i’mport’s console',
  },
  cancellableChanged: {
    http: 409,
    message: 'Not "if_cancellable" is left to cancel, but "cancellable"; read the order’s cancels before you ask anew',
  },
  nothingToCancel: { http: 409, message: 'Nothing is left to cancel, or all of it is being given back already' },
  aboveBalance: { http: 409, message: 'More than is left to cancel; see "cancellable"' },
  attentionChanged: { http: 409, message: 'No such order, or there is more to see by now; read it again' },
  rechecked: { http: 200, message: 'i’mport was asked; see "differences"' },
  replayed: { http: 200, message: 'Will be sent again' },
  notificationNotFound: { http: 404, message: 'No dead letter has this id' },
  notDead: { http: 409, message: 'Notification is delivered, or still on its way; only a dead letter can be replayed' },
  resending: { http: 202, message: 'Recorded; the shop’s server gets it again, under the same webhook-id' },
  messageNotFound: { http: 404, message: 'No order has a message of this id; see the timeline of the order' },
  messageGone: {
    http: 410,
    message: 'Order does not keep this message any more, or never had it; read the order instead',
  },
  messageWaiting: { http: 409, message: 'Message is not delivered yet; it goes out by itself' },
  messageDead: { http: 409, message: 'Message is a dead letter; repair the receiver, then replay it' },
  notForShop: { http: 409, message: 'Only events for the shop’s server are sent again' },
  nothingToResend: { http: 409, message: 'Order has no delivered event of that time; read the order instead' },
  resendConflict: { http: 409, message: 'This request_id was used for another period; use a new one' },
  tooManyResends: { http: 409, message: 'As many resends of periods as may go on at once have not ended; see "open"' },
  resendNotFound: { http: 404, message: 'No resend has this request_id' },
  notFound: { http: 404, message: 'No such route' },
  methodNotAllowed: { http: 405, message: 'This route does not take the method; see "Allow"' },
  payloadTooLarge: { http: 413, message: 'Request body is too large' },
  unsupportedMediaType: {
    http: 415,
    message: 'Send the body as application/json or application/x-www-form-urlencoded, in UTF-8',
  },
  tooManyRequests: { http: 429, message: 'Too many requests; try again later' },
  unavailable: { http: 503, message: 'Temporarily unavailable; nothing was changed, try again' },
  internalError: { http: 500, message: 'Internal error; try again later' },
};

/** An answer, not yet rendered as JSON, page or redirect. */
export interface Reply {
  readonly code: ReplyCode;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** When the sender of an `unavailable` answer may try again, in seconds. */
export const RETRY_AFTER_S = 5;

/** An answer with the message of the table, or a more specific one. */
export function replyOf(code: ReplyCode, fields?: Reply['fields'], message: string = REPLIES[code].message): Reply {
  return { code, message, ...(fields && { fields }) };
}

/** Sets the status and headers of an answer, but no body. */
export function setStatus(res: Response, code: ReplyCode): Response {
  if (code === 'unavailable') res.set('Retry-After', String(RETRY_AFTER_S));
  return res.status(REPLIES[code].http);
}

/** Sends an answer as JSON. */
export function sendJson(res: Response, { code, message, fields }: Reply): void {
  setStatus(res, code).json({ status: code, message, ...fields });
}

/** The error handler of a route or the app. It sends an answer and logs faults. */
export function createErrorReply(send: (req: Request, res: Response, reply: Reply) => void): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const reply = toReply(error);
    if (REPLIES[reply.code].http >= 500) logOf(req).error({ err: error, ...guardOf(error) }, 'request failed');
    send(req, res, reply);
  };
}

function guardOf(error: unknown): { guard?: Guard } {
  return error instanceof CheckoutError && error.guard !== null ? { guard: error.guard } : {};
}

function toReply(error: unknown): Reply {
  if (error instanceof CheckoutError) return replyOf('unavailable');
  if (error instanceof InvalidRequest) return invalidReply(error.errors);
  switch (clientErrorStatus(error)) {
    case undefined:
      return replyOf('internalError');
    case 413:
      return replyOf('payloadTooLarge');
    case 415:
      return replyOf('unsupportedMediaType');
    default:
      return invalidReply([{ field: 'request', message: 'cannot be read' }]);
  }
}

function invalidReply(errors: readonly FieldError[]): Reply {
  return replyOf('invalidRequest', { errors }, errors.map(({ field, message }) => `${field}: ${message}`).join('; '));
}

/** Express and body-parser give a client's error a 4xx `status`. */
function clientErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
