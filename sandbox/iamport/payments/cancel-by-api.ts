import { Impossible } from '../impossible';
import { addressesOf } from '../webhooks/webhook-event';
import { applyCancel } from './apply-cancel';
import type { CancelRefusal, CancelRequest } from './cancel-request';
import { NOTHING_TO_CANCEL_TEXT } from './cancel-texts';
import { balanceOf, checkCancel, isPartial } from './check-cancel';
import type { PaymentDeps } from './payment-deps';
import type { PaymentRecord } from './payment-record';

/** What the PG says when it is asked at last: undefined, or its refusal. */
export type AskPg = (record: PaymentRecord) => string | undefined;

/**
 * `POST /payments/cancel` (§5.1). By then all of i'mport's own checks have passed, the PG is asked; what it refunds
 * later stays `paid` until {@link finishCancels}. No webhook unless `enable_webhook` asks for one (§7.1).
 */
export function cancelByApi(
  deps: PaymentDeps,
  request: CancelRequest,
  askPg: AskPg,
): { record: PaymentRecord } | { refused: CancelRefusal } {
  const record = findCancellable(deps, request);
  if (!record) return { refused: { code: 1, message: NOTHING_TO_CANCEL_TEXT } };
  record.cancelRequests.push(request);
  const refused = checkCancel(record, request, deps.now);
  if (refused) return { refused };
  const message = askPg(record);
  if (message !== undefined) return { refused: { code: -1, message } };

  const amount = request.amount === 0 ? balanceOf(record) : request.amount;
  if (isPartial(record, request)) record.retainsPromotion ??= request.retainPromotion ?? false;
  const cancel = { amount, reason: request.reason ?? '', cancellationId: deps.randomHex(24) };
  if (refundsLater(deps, record)) record.pendingCancels.push(cancel);
  else report(deps, record, request, applyCancel(deps, record, cancel).cancellation_id);
  return { record };
}

/** The refunds that were under way are done: `cancelled`, and the webhook leaves (§7.1). @throws Impossible `wrong-state` */
export function finishCancels(deps: PaymentDeps, record: PaymentRecord): Promise<void>[] {
  const finished = record.pendingCancels;
  if (finished.length === 0) throw new Impossible('wrong-state', `${record.payment.imp_uid} has no refund under way`);
  record.pendingCancels = [];
  return finished.map((cancel) => {
    const { cancellation_id } = applyCancel(deps, record, cancel);
    return deps.sender.announce(record, { status: 'cancelled', cancellationId: cancellation_id });
  });
}

/** `imp_uid` wins over `merchant_uid`; of several attempts it is the newest that was ever paid. */
function findCancellable({ store }: PaymentDeps, { impUid, merchantUid }: CancelRequest): PaymentRecord | undefined {
  const candidates = impUid !== undefined ? [store.find(impUid)] : store.ofMerchantUid(merchantUid ?? '').toReversed();
  const wasPaid = candidates.filter((it) => it !== undefined && ['paid', 'cancelled'].includes(it.payment.status));
  return wasPaid.find((it) => it && balanceOf(it) > 0) ?? wasPaid[0];
}

/** Where code 0 still means "not yet cancelled" (§5.1). */
function refundsLater({ settings }: PaymentDeps, { payment }: PaymentRecord): boolean {
  const { cancelMode } = settings();
  if (cancelMode !== 'by-pg') return cancelMode === 'later';
  const { pg_provider: provider, pay_method: method } = payment;
  if (provider === 'paypal_v2' || provider === 'paymentwall') return true;
  return (provider === 'smartro_v2' && method === 'vbank') || (provider === 'kicc_v2' && method === 'wechat');
}

/** To the console's address, and only for a payment that used webhooks (§5.1); otherwise to the log alone. */
function report(deps: PaymentDeps, record: PaymentRecord, { enableWebhook }: CancelRequest, cancellationId: string) {
  const event = { status: 'cancelled', cancellationId, to: 'console' } as const;
  const usedWebhooks = record.webhookUrls.length > 0 || addressesOf(record, deps.settings(), 'transaction').length > 0;
  if (enableWebhook && usedWebhooks) void deps.sender.announce(record, event);
  else deps.sender.note(record, event);
}
