import type { PaymentStore } from '../payments/payment-store';
import type { Settings } from '../settings';
import { type Clock, unixSeconds } from '../unix-seconds';
import type { Delivery } from './delivery';
import { CONSOLE_TEST_PAYLOAD, type WebhookBody, type WebhookFormat } from './webhook-body';
import { addressesOf, bodyOf } from './webhook-event';
import type { WebhookRules } from './webhook-rule';
import type { WebhookSender } from './webhook-sender';

/** What a webhook sent by hand may differ in: each field given replaces the true one. */
export interface SendOptions {
  status?: string;
  format?: WebhookFormat;
  /** One or more addresses instead of those that go with the payment. */
  url?: string | string[];
  merchant_uid?: string;
  cancellation_id?: string;
  /** Any further fields of the body. */
  extra?: Record<string, unknown>;
}

/** An Inicis escrow change (§7.2). */
export interface EscrowChange {
  escrow_status: string;
  changed_at?: number;
  denied_reason?: string | null;
}

/** Webhooks as the person who drives the sandbox sees them. */
export interface Webhooks {
  /**
   * Sends a webhook now, undisturbed by rules. With an `impUid` that no payment has it is a forged one, which needs
   * `url` and `merchant_uid`. Resolves with what became of it.
   */
  send: (impUid: string, options?: SendOptions) => Promise<Delivery>;
  /** The console's resend: to the address that the payment's first webhook had, in 15 s (§7.3, §7.5). */
  resend: (impUid: string) => Promise<Delivery>;
  /** The console's test button (§7.7); to the console's address of that mode. */
  sendTestPayload: (mode?: 'live' | 'test') => Promise<Delivery>;
  /** `Inicis.Escrow.Changed`, with the payment's present status (§7.2). */
  sendEscrowChanged: (impUid: string, change: EscrowChange) => Promise<Delivery>;
  /** Rules that disturb the webhooks which payments cause. */
  rules: WebhookRules;
  /** Sends what a `reorder` rule has kept back. */
  release: () => void;
  /** Resolves when no delivery is under way; resends and delays that are still to come count, held ones do not. */
  settled: () => Promise<void>;
  log: () => Delivery[];
  /** Empties log, rules and what is held. */
  clear: () => void;
}

/** What {@link createWebhooks} is made of. */
export interface WebhooksDeps {
  store: PaymentStore;
  sender: WebhookSender;
  settings: () => Readonly<Settings>;
  now: Clock;
}

/** Puts the driver's view over the sender. */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { sender } = deps;
  return {
    send: (impUid, options) => sendByHand(deps, impUid, options ?? {}),
    async resend(impUid) {
      const record = deps.store.require(impUid);
      const body = bodyOf(record, deps.settings(), { status: record.payment.status, ...lastCancel(deps, impUid) });
      return sender.dispatch(body, { urls: transactionUrls(deps, impUid), kind: 'resent' });
    },
    async sendTestPayload(mode = 'live') {
      const url = deps.settings().webhookUrl[mode];
      return sender.dispatch({ ...CONSOLE_TEST_PAYLOAD }, { urls: url === null ? [] : [url] });
    },
    async sendEscrowChanged(impUid, change) {
      const { imp_uid, merchant_uid, status } = deps.store.require(impUid).payment;
      const extra = { changed_at: unixSeconds(deps.now), denied_reason: null, ...change };
      const body = { event: 'Inicis.Escrow.Changed', imp_uid, merchant_uid, status, extra };
      return sender.dispatch(body, { urls: transactionUrls(deps, impUid) });
    },
    rules: sender.rules,
    release: sender.release,
    settled: sender.settled,
    log: sender.log,
    clear: sender.clear,
  };
}

async function sendByHand(deps: WebhooksDeps, impUid: string, options: SendOptions): Promise<Delivery> {
  const { url, format, extra, ...fields } = options;
  const known = deps.store.find(impUid)?.payment;
  const body: WebhookBody = {
    imp_uid: impUid,
    merchant_uid: known?.merchant_uid ?? '',
    status: known?.status ?? 'paid',
    ...fields,
    ...extra,
  };
  const urls = url === undefined ? transactionUrls(deps, impUid) : [url].flat();
  return deps.sender.dispatch(body, { urls, format });
}

function transactionUrls({ store, settings }: WebhooksDeps, impUid: string): string[] {
  const record = store.require(impUid);
  return record.webhookUrls.length > 0 ? record.webhookUrls : addressesOf(record, settings(), 'transaction');
}

function lastCancel({ store }: WebhooksDeps, impUid: string): { cancellationId?: string } {
  const { payment } = store.require(impUid);
  const id = payment.cancel_history.at(-1)?.cancellation_id;
  return payment.status === 'cancelled' && id !== undefined ? { cancellationId: id } : {};
}
