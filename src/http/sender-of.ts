import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { PaymentReport } from '../services/verify-payment';

/**
 * The addresses of i'mport's webhooks (§7.4). They were changed without notice before, so they earn a sender more room in
 * the limits, and nothing else.
 */
const GATEWAY_ADDRESSES = new Set(['52.78.100.19', '52.78.48.223', '52.78.5.241']);
/** What `limitRate` leaves in the answer's locals. */
export const OVER_LIMIT = 'isOverLimit';
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Whose request it is, as limits count: an IPv4 address, or the network of an IPv6 one, of which one may have any number. */
export function senderOf(req: Request): NonNullable<PaymentReport['sender']> {
  const address = (req.ip ?? '').replace(IPV4_IN_IPV6, '');
  const isOverLimit = req.res?.locals[OVER_LIMIT] === true;
  return { key: ipKeyGenerator(address), isGateway: GATEWAY_ADDRESSES.has(address), isOverLimit };
}
