import type { RequestHandler } from 'express';

/** Only the desk's own style sheet, script and images; forms go to the desk alone; nobody puts it into a frame. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Sets what differs from the headers of the other routes. */
export const deskHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': POLICY,
    'X-Frame-Options': 'DENY',
    // With `no-referrer`, a form would be sent without its origin.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'Cache-Control': 'no-store',
  });
  next();
};
