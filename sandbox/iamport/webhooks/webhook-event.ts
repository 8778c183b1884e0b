import type { PaymentRecord } from '../payments/payment-record';
import type { Settings } from '../settings';
import type { WebhookBody } from './webhook-body';

/** An event that i'mport reports (§7.1). */
export interface WebhookEvent {
  status: string;
  cancellationId?: string;
  /** `console` for the cancel of `enable_webhook` (§7.3); otherwise the address that goes with the payment. */
  to?: 'transaction' | 'console';
}

/**
 * Where an event goes (§7.3): `notice_url` replaces the console's address of the payment's mode, except for the
 * cancel of `enable_webhook`, which goes to the console's.
 */
export function addressesOf(record: PaymentRecord, settings: Readonly<Settings>, to: WebhookEvent['to']): string[] {
  if (to !== 'console' && record.noticeUrls.length > 0) return record.noticeUrls;
  const { live, test } = settings.webhookUrl;
  const url = record.payment.sandbox ? test : live;
  return url === null ? [] : [url];
}

/** The event's body (§7.2). Whether events other than cancels carry a null `cancellation_id` is a setting (§14.4). */
export function bodyOf(record: PaymentRecord, settings: Readonly<Settings>, event: WebhookEvent): WebhookBody {
  const { imp_uid, merchant_uid } = record.payment;
  const body = { imp_uid, merchant_uid, status: event.status };
  if (event.cancellationId !== undefined) return { ...body, cancellation_id: event.cancellationId };
  return settings.cancellationIdWhenUnset === 'null' ? { ...body, cancellation_id: null } : body;
}
