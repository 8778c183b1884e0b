import { wholeNumber } from './setting-types';

/** What the outside may ask of the service. */
export const outsideSettings = {
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(0),
  LOOKUPS_PER_MINUTE: wholeNumber(0, 1_000_000).default(600),
  TRUST_PROXY: wholeNumber(0, 32).default(0),
};
