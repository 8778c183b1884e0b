// The shop's side of SHOP_WEBHOOK_URL: takes the checkout service's signed events (https://www.standardwebhooks.com).
import { createServer } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const MAX_BODY_BYTES = 64 * 1024;

/**
 * An event, as its signature says it was sent.
 * @typedef {{ type: string, timestamp: string, data: { merchant_uid: string, status: string } & Record<string, unknown> }} ShopEvent
 */

/** What came too large to be one of our events. */
class TooLarge extends Error {}

/**
 * Makes the server; `listen` starts it.
 *
 * @param {{
 *   secrets: readonly string[],
 *   handleEvent: (event: ShopEvent, id: string) => Promise<void>,
 *   isKnown: (id: string) => Promise<boolean>,
 *   remember: (id: string) => Promise<void>,
 * }} shop the secrets that are valid now, and what your shop does
 */
export function createReceiver({ secrets, handleEvent, isKnown, remember }) {
  const keys = secrets.map((secret) => new Webhook(secret));
  return createServer(async (req, res) => {
    /** @param {number} status */
    const answer = (status) => void res.writeHead(status).end();
    if (req.method !== 'POST') return answer(405);
    try {
      // The signature is over the bytes as they came: verify first, parse afterwards.
      const body = await readBody(req);
      const headers = /** @type {Record<string, string>} */ (req.headers);
      const event = /** @type {ShopEvent} */ (verifyWithAny(keys, body, headers));
      const id = headers['webhook-id'] ?? '';
      // Every event comes at least once. Its id stays the same, so a repeat can be told.
      if (!(await isKnown(id))) {
        await handleEvent(event, id);
        await remember(id);
      }
      answer(204);
    } catch (error) {
      if (error instanceof WebhookVerificationError) return answer(401);
      if (error instanceof TooLarge) return answer(413);
      // Not 2xx: the service sends it again later.
      console.error(error);
      answer(500);
    }
  });
}

/**
 * While a secret is changed you may hold two, and the service signs with two: one pair that fits is enough.
 *
 * @param {readonly Webhook[]} keys
 * @param {string} body
 * @param {Record<string, string>} headers
 */
function verifyWithAny(keys, body, headers) {
  /** @type {unknown} */
  let failure = new WebhookVerificationError('No secret is set');
  for (const key of keys) {
    try {
      return key.verify(body, headers);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
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
  return Buffer.concat(chunks).toString('utf8');
}
