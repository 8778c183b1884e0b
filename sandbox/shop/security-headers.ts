import type { RequestHandler } from 'express';
import type { ShopSettings } from './shop-options';

/**
 * What a shop's pages may load and call: their own files, i'mport's script and window, the checkout service, and nothing
 * else. No inline script runs, so a name that slips through unescaped does not run either.
 */
export function securityHeaders(settings: Pick<ShopSettings, 'serviceUrl' | 'sandboxUrl'>): RequestHandler {
  const sandbox = new URL(settings.sandboxUrl).origin;
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': policy(sandbox, new URL(settings.serviceUrl()).origin),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Cache-Control': 'no-store',
    });
    next();
  };
}

function policy(sandbox: string, service: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${sandbox}`,
    "style-src 'self'",
    "img-src 'self'",
    // The SDK asks its own origin to open a window.
    `connect-src 'self' ${service} ${sandbox}`,
    `frame-src ${sandbox}`,
    `form-action 'self' ${sandbox}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
