/** A web origin, `'*'` for an opaque one (a `file:` page), null when the caller was no browser. */
export type ShopOrigin = string | null;

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._:[\]-]+$/i;

/**
 * The page that called `request_pay`, from the `Origin` header, which a script cannot forge. It goes into
 * `frame-ancestors` and `postMessage`, so anything that does not look like an origin is dropped.
 */
export function shopOriginOf(header: string | undefined): ShopOrigin {
  if (header === 'null') return '*';
  return header !== undefined && ORIGIN.test(header) ? header : null;
}
