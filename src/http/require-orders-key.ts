import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { replyOf, sendJson } from './replies';

/** Requires the shop's key as `Authorization: Bearer <key>`, compared in constant time. */
export function requireOrdersKey(key: string): RequestHandler {
  const expected = digest(key);
  return (req, res, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next();
    res.set('WWW-Authenticate', 'Bearer');
    sendJson(res, replyOf('unauthorized'));
  };
}

/** timingSafeEqual needs equal lengths; digests have one length and do not reveal the key's. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
