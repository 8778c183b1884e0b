import type { InstanceHealth } from '../domain/instance-health';
import type { Backlog } from '../store/backlog';
import type { Day } from './read-day';

/** What the first page of the desk shows. */
export interface Today {
  readonly day: Day;
  /** What waits at the moment. */
  readonly backlog: Backlog;
  /** No more of any kind is counted in `backlog`. */
  readonly maxCounted: number;
  readonly health: InstanceHealth;
  /** How old the oldest of these figures may be: readers share a reading for a while. */
  readonly readAt: Date;
}

/** Reads the figures of a Korean day, and what waits. @param day for example `2026-11-30`. @throws CheckoutError `unavailable` */
export type ReadToday = (day: string) => Promise<Today>;
