import { z } from 'zod';
import { ipAddress, list, wholeNumber } from './setting-types';

/** Addresses of i'mport's webhooks (§7.4). i'mport has changed them without notice before. */
const PUBLISHED_ADDRESSES = '52.78.100.19,52.78.48.223,52.78.5.241';

/** Limits for requests from outside. */
export const OUTSIDE_SETTINGS = {
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(0),
  LOOKUPS_PER_MINUTE: wholeNumber(0, 1_000_000).default(600),
  GATEWAY_ADDRESSES: list.prefault(PUBLISHED_ADDRESSES).pipe(z.array(ipAddress)),
  TRUST_PROXY: wholeNumber(0, 32).default(0),
};
