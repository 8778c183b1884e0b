import type { RequestHandler } from 'express';
import type { DeskParts } from './wire-desk';

/** Opens the desk. It is loaded only where it is on: neither the start nor the payments of others pay for it. */
export async function openDesk(parts: DeskParts): Promise<RequestHandler | null> {
  if (!parts.config.hasDesk) return null;
  const { wireDesk } = await import('./wire-desk.js');
  return wireDesk(parts);
}
