import { copyOf } from '../copy-of';
import type { Clock } from '../unix-seconds';
import type { Delivery } from './delivery';
import type { WebhookBody, WebhookFormat } from './webhook-body';

/** The console's webhook log (§7.5), oldest first. */
export interface DeliveryLog {
  write: (body: WebhookBody, urls: string[], format: WebhookFormat) => Delivery;
  list: () => Delivery[];
  clear: () => void;
}

/** Older deliveries are forgotten. */
const MAX_LISTED = 10_000;

/** Makes an empty log. */
export function createDeliveryLog(deps: { now: Clock }): DeliveryLog {
  let entries: Delivery[] = [];
  let lastId = 0;
  return {
    write(body, urls, format) {
      lastId += 1;
      const targets = urls.map((url) => ({ url, attempts: [] }));
      const entry: Delivery = { id: lastId, at: deps.now(), body, format, targets, outcome: 'waiting', status: 0 };
      entries.push(entry);
      if (entries.length > 2 * MAX_LISTED) entries = entries.slice(-MAX_LISTED);
      return entry;
    },
    list: () => copyOf(entries.slice(-MAX_LISTED)),
    clear: () => (entries = []),
  };
}
