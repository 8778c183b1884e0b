import type { OutboxEntry } from '../domain/outbox';

/** An outbox entry that the claimant may deliver until the lease ends. */
export interface Claim {
  readonly merchantUid: string;
  /** The entry after the claim: `attempts` counts this attempt. */
  readonly entry: OutboxEntry;
  /** The lease of the order's place in the carrier's queue. */
  readonly lease: string;
  /** Whether another entry of the order waited for the same carrier. */
  readonly hasNext: boolean;
  /** When the lease ends. @default a whole lease from now on: the claim was made just now */
  readonly leaseEndsAt?: Date;
}
