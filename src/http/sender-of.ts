import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { PaymentReport } from '../services/verify-payment';

/** Says whose request it is, as limits count: a hint, never a proof. */
export type SenderOf = (req: Request) => NonNullable<PaymentReport['sender']>;

/** What `limitRate` leaves in the answer's locals. */
export const OVER_LIMIT = 'isOverLimit';
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * Tells senders apart by an IPv4 address, or by the network of an IPv6 one, of which one may have any number.
 *
 * @param gatewayAddresses of i'mport's webhooks (§7.4): they earn a sender more room in the limits, and nothing else
 */
export function createSenderOf(gatewayAddresses: readonly string[]): SenderOf {
  const gateway = new Set(gatewayAddresses);
  return (req) => {
    const address = (req.ip ?? '').replace(IPV4_IN_IPV6, '');
    const isOverLimit = req.res?.locals[OVER_LIMIT] === true;
    return { key: ipKeyGenerator(address), isGateway: gateway.has(address), isOverLimit };
  };
}
