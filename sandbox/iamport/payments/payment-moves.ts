import { Impossible } from '../impossible';
import { unixSeconds } from '../unix-seconds';
import { applyCancel } from './apply-cancel';
import { approvalFields } from './approval-fields';
import { balanceOf } from './check-cancel';
import type { PaymentDeps } from './payment-deps';
import type { PaymentRecord } from './payment-record';

/** Text that an abandoned or declined payment carries unless another is given (§2.5). */
export const DEFAULT_FAIL_REASON = '[결제포기] 사용자가 결제를 취소하셨습니다';
/** Reason of a cancel without one. Invented. */
export const INVENTED_CANCEL_REASON = '[sandbox] 관리자 취소';

/**
 * The PG approves: `ready` or `failed` becomes `paid`, for `failed` is not final (§2.4), and the `paid` webhook leaves.
 * `failed_at` and `fail_reason` stay as they are, which is a decision of the sandbox.
 * @returns when the webhook has been delivered; the payment is paid before that
 */
export function approvePayment(deps: PaymentDeps, record: PaymentRecord): Promise<void> {
  allowFrom(record, ['ready', 'failed'], 'approved');
  const pgTid = `TID${deps.randomHex(12).toUpperCase()}`;
  deps.store.update(record, approvalFields(record.payment.pay_method, unixSeconds(deps.now), pgTid));
  return deps.sender.announce(record, { status: 'paid' });
}

/** The PG declines: `ready` becomes `failed`, and no webhook tells anybody (§7.1). */
export function declinePayment(deps: PaymentDeps, record: PaymentRecord, reason: string = DEFAULT_FAIL_REASON): void {
  allowFrom(record, ['ready'], 'declined');
  deps.store.update(record, { status: 'failed', failed_at: unixSeconds(deps.now), fail_reason: reason });
}

/** A cancel in i'mport's console: always with a webhook (§7.1). Without an amount, or with 0, all that is left. */
export function cancelInConsole(
  deps: PaymentDeps,
  record: PaymentRecord,
  { amount = 0, reason = INVENTED_CANCEL_REASON }: { amount?: number | undefined; reason?: string | undefined },
): Promise<void> {
  allowFrom(record, ['paid', 'cancelled'], 'cancelled');
  const rest = balanceOf(record);
  if (rest <= 0) throw new Impossible('wrong-state', `${record.payment.imp_uid} is cancelled in full`);
  if (amount < 0 || amount > rest) throw new Impossible('wrong-value', `amount: only ${rest} can be cancelled`);
  const part = { amount: amount === 0 ? rest : amount, reason, cancellationId: deps.randomHex(24) };
  const entry = applyCancel(deps, record, part);
  return deps.sender.announce(record, { status: 'cancelled', cancellationId: entry.cancellation_id });
}

/** @throws Impossible `wrong-state` when the payment is in none of these states */
export function allowFrom({ payment }: PaymentRecord, statuses: string[], becoming: string): void {
  if (statuses.includes(payment.status)) return;
  const text = `${payment.imp_uid} is ${payment.status}: only ${statuses.join(' or ')} can be ${becoming}`;
  throw new Impossible('wrong-state', text);
}
