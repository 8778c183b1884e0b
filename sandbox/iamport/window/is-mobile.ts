const PHONES = /Android|iPhone|iPad|iPod|Windows Phone|Mobile/i;

/** Whether a `User-Agent` is that of a phone or a tablet, which the real SDK sends on a full-page redirect (§8.4). */
export function isMobile(userAgent: string | undefined): boolean {
  return userAgent !== undefined && PHONES.test(userAgent);
}
