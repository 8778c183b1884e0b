import type { Response } from 'express';
import type { ApiReply } from './api-reply';

/** Sends the envelope as PHP encodes it: non-ASCII as `\uXXXX`, slashes as `\/` (§1.1). */
export function sendReply(response: Response, reply: ApiReply): void {
  const { status, ...envelope } = reply;
  response.status(status).type('application/json').send(phpJson(envelope));
}

/** JSON text in PHP's default spelling; the same value to any parser. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}
