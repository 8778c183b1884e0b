/** Where the sandbox reads the time. */
export type Clock = () => Date;

/** i'mport's times: whole UTC unix seconds (§2.3). */
export function unixSeconds(now: Clock): number {
  return Math.floor(now().getTime() / 1000);
}
