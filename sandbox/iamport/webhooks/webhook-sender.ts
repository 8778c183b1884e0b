import { copyOf } from '../copy-of';
import type { PaymentRecord } from '../payments/payment-record';
import { createWorkTracker, type WorkTracker } from '../work-tracker';
import { deliver, type DeliverDeps } from './deliver';
import type { Delivery } from './delivery';
import { createDeliveryLog, type DeliveryLog } from './delivery-log';
import { createReorderQueue, type ReorderQueue } from './reorder-queue';
import type { WebhookBody, WebhookFormat } from './webhook-body';
import { addressesOf, bodyOf, type WebhookEvent } from './webhook-event';
import { createWebhookRules, type WebhookRules } from './webhook-rule';

/** Sends webhooks and keeps the log. Nothing here rejects: a lost webhook changes no payment (§7.5). */
export interface WebhookSender {
  /** Reports an event by the console's settings, as the rules disturb it. Resolves when its delivery is over. */
  announce: (record: PaymentRecord, event: WebhookEvent) => Promise<void>;
  /** Writes an event to the log without sending it (§7.1: cancels by the API). */
  note: (record: PaymentRecord, event: WebhookEvent) => void;
  /** Sends exactly this, undisturbed by rules. */
  dispatch: (body: WebhookBody, options: DispatchOptions) => Promise<Delivery>;
  rules: WebhookRules;
  /** Sends what reordering has kept back, the last one first. */
  release: () => void;
  /** Resolves when no delivery is under way; what is held does not count. */
  settled: () => Promise<void>;
  log: () => Delivery[];
  /** Empties log, rules and what is held. */
  clear: () => void;
}

/** How {@link WebhookSender.dispatch} sends; the console's format unless another is named. */
export interface DispatchOptions {
  urls: string[];
  format?: WebhookFormat | undefined;
  /** `resent` has the shorter time limit of §7.5. */
  kind?: 'first' | 'resent' | undefined;
}

/** What a sender needs of the world. */
export type SenderDeps = DeliverDeps & { log: (line: string) => void };

interface Parts {
  deps: SenderDeps;
  log: DeliveryLog;
  rules: WebhookRules;
  queue: ReorderQueue;
  tracker: WorkTracker;
}

/** Makes a sender with an empty log. */
export function createWebhookSender(deps: SenderDeps): WebhookSender {
  const tracker = createWorkTracker();
  const queue = createReorderQueue((entries) => void tracker.track(sendInTurn(deps, entries)));
  const parts: Parts = { deps, log: createDeliveryLog(deps), rules: createWebhookRules(), queue, tracker };
  const { log, rules } = parts;
  return {
    announce: (record, event) => tracker.track(announce(parts, record, event)),
    note(record, event) {
      const entry = log.write(bodyOf(record, deps.settings(), event), [], deps.settings().webhookFormat);
      entry.outcome = 'not-sent';
    },
    dispatch: (body, options) => tracker.track(dispatch(parts, body, options)),
    rules,
    release: queue.release,
    settled: tracker.settled,
    log: log.list,
    clear() {
      log.clear();
      rules.clear();
      queue.forget();
    },
  };
}

async function announce(parts: Parts, record: PaymentRecord, event: WebhookEvent): Promise<void> {
  const { deps, log, rules, queue } = parts;
  const settings = deps.settings();
  const rule = rules.take({ impUid: record.payment.imp_uid, merchantUid: record.payment.merchant_uid });
  const body = bodyOf(record, settings, { ...event, status: rule.status ?? event.status });
  const urls = addressesOf(record, settings, event.to);
  const entry = log.write(body, urls, rule.format ?? settings.webhookFormat);

  if (urls.length === 0) {
    entry.outcome = 'no-url';
    return;
  }
  if (record.webhookUrls.length === 0) record.webhookUrls = urls;
  if (rule.drop) {
    entry.outcome = 'dropped';
    return;
  }
  if (rule.delayMs !== undefined && !(await waited(deps, rule.delayMs))) return;
  if (rule.reorder !== undefined) {
    queue.add(entry, rule.reorder);
    return;
  }
  const duplicates = Array.from({ length: (rule.copies ?? 1) - 1 }, () => log.write(body, urls, entry.format));
  await Promise.all([entry, ...duplicates].map((it) => send(deps, it)));
}

async function dispatch(parts: Parts, body: WebhookBody, { urls, format, kind }: DispatchOptions): Promise<Delivery> {
  const entry = parts.log.write(body, urls, format ?? parts.deps.settings().webhookFormat);
  if (urls.length === 0) entry.outcome = 'no-url';
  else await send(parts.deps, entry, kind);
  return copyOf(entry);
}

async function sendInTurn(deps: SenderDeps, entries: Delivery[]): Promise<void> {
  for (const entry of entries) await send(deps, entry);
}

async function send(deps: SenderDeps, entry: Delivery, kind?: 'first' | 'resent'): Promise<void> {
  await deliver(deps, entry, kind);
  deps.log(`webhook ${entry.body.status} ${entry.body.imp_uid}: ${entry.outcome} (${entry.status})`);
}

async function waited({ sleep, signal }: DeliverDeps, ms: number): Promise<boolean> {
  try {
    await sleep(ms, signal);
    return true;
  } catch {
    return false; // the sandbox closes
  }
}
