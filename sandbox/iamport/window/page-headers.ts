import type { Response } from 'express';

/** Who may show a page in a frame: nobody, one origin, or `'*'` for a page of an opaque origin (a `file:` page). */
export type FramedBy = 'nobody' | '*' | (string & {});

const BASE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/**
 * Sets the headers of the sandbox's own pages: nothing inline, nothing from elsewhere, never kept, and framed by
 * nobody unless one is named. `frame-ancestors` has no word for an opaque origin, so such a page meets no limit.
 */
export function setPageHeaders(response: Response, framedBy: FramedBy = 'nobody'): void {
  const ancestors = framedBy === 'nobody' ? ["frame-ancestors 'none'"] : [`frame-ancestors ${framedBy}`];
  const policy = framedBy === '*' ? BASE_POLICY : [...BASE_POLICY, ...ancestors];
  setCommonHeaders(response);
  response.set('Content-Security-Policy', policy.join('; '));
  if (framedBy === 'nobody') response.set('X-Frame-Options', 'DENY');
}

/** What every page has in common, whatever its policy. */
export function setCommonHeaders(response: Response): void {
  response.set({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
}
