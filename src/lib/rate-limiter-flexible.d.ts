/*
 * Two files of rate-limiter-flexible, imported one by one: its index loads a store for each of a dozen databases, which costs
 * the start 10 to 20 ms of CPU. The package has types for its index only.
 */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory' {
  import { RateLimiterMemory } from 'rate-limiter-flexible';
  export = RateLimiterMemory;
}
declare module 'rate-limiter-flexible/lib/RateLimiterRes' {
  import { RateLimiterRes } from 'rate-limiter-flexible';
  export = RateLimiterRes;
}
