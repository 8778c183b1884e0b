import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { replyOf, sendJson } from './error-reply';

/** Lets only the shop's own server through: `Authorization: Bearer <key>`, compared in constant time. */
export function requireOrdersKey(key: string): RequestHandler {
  const expected = digest(key);
  return (req, res, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next();
    res.set('WWW-Authenticate', 'Bearer');
    sendJson(res, replyOf('unauthorized'));
  };
}

/** Digests have one length, which timingSafeEqual asks for and which tells nothing of the key's. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
