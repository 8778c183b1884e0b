import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { Random } from './create-random';

/** A notification as it arrived where it was sent to. */
export interface Notification {
  readonly id: string;
  /** What it says; equal for two that tell the same. */
  readonly content: string;
}

/** Where the service sends notifications of one kind; it stumbles now and then. */
export interface NotificationReceiver {
  /** The settings that make the service send them here. */
  readonly settings: Readonly<Record<string, string>>;
  /** No more stumbling. */
  readonly calm: () => void;
  readonly close: () => Promise<void>;
}

const STUMBLES = 0.05;

/**
 * Receives the shop's signed webhooks (Standard Webhooks). One in twenty is written down and answered with 500 all the
 * same, as a receiver does that dies before it answers: it must come again, under the same id.
 */
export async function receiveEvents(
  onNotification: (notification: Notification) => void,
  random: Random,
): Promise<NotificationReceiver> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const verifier = new Webhook(secret);
  let stumbles = STUMBLES;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      try {
        verifier.verify(body, request.headers as Record<string, string>);
      } catch {
        return response.writeHead(401).end();
      }
      onNotification({ id: String(request.headers['webhook-id']), content: contentOf(body) });
      return response.writeHead(random.chance(stumbles) ? 500 : 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    settings: { SHOP_WEBHOOK_URL: `http://127.0.0.1:${port}/events`, SHOP_WEBHOOK_SECRET: secret },
    calm: () => (stumbles = 0),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Without what may differ between two deliveries, such as the time of sending. */
function contentOf(body: string): string {
  const { type, event, data } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify([type ?? event, data]);
}
