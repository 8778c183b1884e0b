import { z } from 'zod';
import { ipAddress, list, wholeNumber } from './setting-types';

/** From where i'mport says to send webhooks (§7.4); it was changed without notice before. */
const PUBLISHED_ADDRESSES = '52.78.100.19,52.78.48.223,52.78.5.241';

/** What the outside may ask of the service. */
export const outsideSettings = {
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(0),
  LOOKUPS_PER_MINUTE: wholeNumber(0, 1_000_000).default(600),
  GATEWAY_ADDRESSES: list.prefault(PUBLISHED_ADDRESSES).pipe(z.array(ipAddress)),
  TRUST_PROXY: wholeNumber(0, 32).default(0),
};
