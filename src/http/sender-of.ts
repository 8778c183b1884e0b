import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { PaymentReport } from '../services/verify-payment';

/** Identifies the sender of a request for the limits: a hint, never a proof. */
export type SenderOf = (req: Request) => NonNullable<PaymentReport['sender']>;

/** The key in `res.locals` by which `limitRate` marks a request. */
export const OVER_LIMIT = 'isOverLimit';
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * Identifies a sender by its IPv4 address or its IPv6 network, because one sender may have many IPv6 addresses.
 *
 * @param gatewayAddresses of i'mport's webhooks (§7.4); they only raise the limits of a sender
 */
export function createSenderOf(gatewayAddresses: readonly string[]): SenderOf {
  const gateway = new Set(gatewayAddresses);
  return (req) => {
    const address = (req.ip ?? '').replace(IPV4_IN_IPV6, '');
    const isOverLimit = req.res?.locals[OVER_LIMIT] === true;
    return { key: ipKeyGenerator(address), isGateway: gateway.has(address), isOverLimit };
  };
}
