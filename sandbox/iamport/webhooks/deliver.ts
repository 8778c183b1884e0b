import { postBody } from '../http/post-body';
import type { Settings } from '../settings';
import type { Sleep } from '../sleep';
import type { Clock } from '../unix-seconds';
import type { Delivery, DeliveryAttempt, DeliveryTarget } from './delivery';
import { encodeWebhook } from './webhook-body';

/** What a delivery needs of the world. */
export interface DeliverDeps {
  settings: () => Readonly<Settings>;
  now: Clock;
  sleep: Sleep;
  signal: AbortSignal;
}

/** Resends after the first attempt, where retry is switched on (§7.5). */
export const MAX_RESENDS = 5;

/**
 * Brings the webhook to all its addresses at once, with the time limits and the retry rule of §7.5, and writes each
 * attempt into the delivery. Never rejects.
 */
export async function deliver(deps: DeliverDeps, delivery: Delivery, kind: 'first' | 'resent' = 'first') {
  delivery.outcome = 'sending';
  await Promise.all(delivery.targets.map((target) => deliverTo(deps, delivery, target, kind)));
  const last = delivery.targets.map((target) => target.attempts.at(-1)?.status ?? 0);
  delivery.status = last[0] ?? 0;
  delivery.outcome = last.every((status) => status >= 200 && status < 300) ? 'delivered' : 'failed';
}

async function deliverTo(deps: DeliverDeps, delivery: Delivery, target: DeliveryTarget, kind: 'first' | 'resent') {
  let status = await attempt(deps, delivery, target, kind);
  for (let resend = 1; resend <= MAX_RESENDS && deservesResend(status) && deps.settings().webhookRetry; resend += 1) {
    try {
      await deps.sleep(deps.settings().webhookRetryIntervalMs, deps.signal);
    } catch {
      return; // the sandbox closes
    }
    status = await attempt(deps, delivery, target, 'resent');
  }
}

/** "Response code 0 or 5xx" (§7.5). */
function deservesResend(status: number): boolean {
  return status === 0 || status >= 500;
}

async function attempt(deps: DeliverDeps, delivery: Delivery, target: DeliveryTarget, kind: 'first' | 'resent') {
  const { contentType, text } = encodeWebhook(delivery.body, delivery.format);
  const at = deps.now();
  const request = { url: target.url, contentType, body: text, signal: deps.signal, ...timeouts(deps, kind) };
  const { status, error } = await postBody(request);
  const made: DeliveryAttempt = { at, status, error };
  target.attempts.push(made);
  return status;
}

function timeouts({ settings }: DeliverDeps, kind: 'first' | 'resent') {
  const { webhookConnectTimeoutMs, webhookReadTimeoutMs, webhookResendTimeoutMs } = settings();
  return kind === 'first'
    ? { connectTimeoutMs: webhookConnectTimeoutMs, readTimeoutMs: webhookReadTimeoutMs }
    : { totalTimeoutMs: webhookResendTimeoutMs };
}
