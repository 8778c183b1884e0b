/** Where the desk is mounted. */
export const DESK = '/desk';
export const SIGN_IN = `${DESK}/sign-in`;
export const SIGN_OUT = `${DESK}/sign-out`;

/** Where a key of the API's orders is in a path of the desk. */
export const orderPath = (merchantUid: string): string => `${DESK}/orders/${encodeURIComponent(merchantUid)}`;

/** The pages that a person may be sent to after the sign-in. */
const PAGES = [/^\/desk$/, /^\/desk\/(orders|attention|messages|audit)$/, /^\/desk\/orders\/[^/]{1,128}$/];
const NOWHERE = 'http://desk.invalid';

/** A path with its query, if it is that of a page of the desk; else the first page. Never an address of another host. */
export function returnPath(path: unknown): string {
  if (typeof path !== 'string' || path.length > 1_000 || !URL.canParse(path, NOWHERE)) return DESK;
  const { origin, pathname, search } = new URL(path, NOWHERE);
  return origin === NOWHERE && PAGES.some((page) => page.test(pathname)) ? `${pathname}${search}` : DESK;
}
