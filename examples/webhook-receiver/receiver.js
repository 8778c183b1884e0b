// The shop's side of SHOP_WEBHOOK_URL: takes the checkout service's signed events (https://www.standardwebhooks.com).
import { createServer } from 'node:http';
import { EventVerificationError, verifyEvent } from 'iamport-checkout-backend/client';

const MAX_BODY_BYTES = 64 * 1024;

/** What came too large to be one of our events. */
class TooLarge extends Error {}

/**
 * Makes the server; `listen` starts it.
 *
 * @param {{
 *   secrets: readonly string[],
 *   handleEvent: (event: import('iamport-checkout-backend/client').ShopEvent) => Promise<void>,
 *   isKnown: (id: string) => Promise<boolean>,
 *   remember: (id: string) => Promise<void>,
 * }} shop the secrets that are valid now, and what your shop does
 */
export function createReceiver({ secrets, handleEvent, isKnown, remember }) {
  return createServer(async (req, res) => {
    /** @param {number} status */
    const answer = (status) => void res.writeHead(status).end();
    if (req.method !== 'POST') return answer(405);
    try {
      // The signature is over the bytes as they came: verify first, parse afterwards.
      const event = verifyEvent(req.headers, await readBody(req), secrets);
      // Every event comes at least once. Its id stays the same, so a repeat can be told.
      if (!(await isKnown(event.id))) {
        await handleEvent(event);
        await remember(event.id);
      }
      answer(204);
    } catch (error) {
      if (error instanceof EventVerificationError) return answer(error.statusCode);
      if (error instanceof TooLarge) return answer(413);
      // Not 2xx: the service sends it again later.
      console.error(error);
      answer(500);
    }
  });
}

/** @param {import('node:http').IncomingMessage} req */
async function readBody(req) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
