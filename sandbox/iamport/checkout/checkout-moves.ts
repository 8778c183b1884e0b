import { Impossible } from '../impossible';
import { approvePayment, DEFAULT_FAIL_REASON, declinePayment } from '../payments/payment-moves';
import { type AccountFields, issueAccount } from '../payments/virtual-account';
import type { Sleep } from '../sleep';
import { unixSeconds } from '../unix-seconds';
import { askConfirm } from './ask-confirm';
import type { Checkout, PayReturn } from './checkout';
import type { OpenDeps } from './open-checkout';
import { parseVbankDue } from './parse-vbank-due';
import { INVENTED_CODES, type PayRefusal } from './pay-refusal';
import { returnToShop } from './return-to-shop';

/** What the buttons of a window need of the world. */
export interface MoveDeps extends OpenDeps {
  sleep: Sleep;
  signal: AbortSignal;
}

/** What the buyer chose in the window. */
export interface ApproveChoice {
  /** @default the method of `request_pay` */
  payMethod?: string | undefined;
  /** The wallet used inside a PG's window (§2.3). */
  embPgProvider?: string | undefined;
  /** Milliseconds that the PG takes. @default 0 */
  delayMs?: number | undefined;
  /** Tell the browser that it failed although it is paid, as Kiumpay may (§10 no. 18). @default false */
  tellFailure?: boolean | undefined;
}

/**
 * The buyer pays: `confirm_url` is asked and obeyed (§6), then the PG approves and the webhook leaves, which the browser
 * waits for only where webhooks come first (§7.6).
 */
export async function approveCheckout(deps: MoveDeps, checkout: Checkout, choice: ApproveChoice): Promise<PayReturn> {
  const { record } = checkout;
  begin(checkout);
  if (choice.delayMs) await deps.sleep(choice.delayMs, deps.signal);
  if (choice.payMethod !== undefined) deps.store.update(record, { pay_method: choice.payMethod });
  if (choice.embPgProvider !== undefined) deps.store.update(record, { emb_pg_provider: choice.embPgProvider });

  const limits = { timeoutMs: deps.settings().confirmTimeoutMs, signal: deps.signal };
  const confirmed = await askConfirm(record.confirmUrl, record.payment, limits);
  if (!confirmed.goOn) {
    declinePayment(deps, record, confirmed.failReason);
    return end(deps, checkout, { errorCode: INVENTED_CODES.stopped, errorMsg: confirmed.failReason });
  }
  const announced = approvePayment(deps, record);
  if (deps.settings().webhookFirst) await announced;
  const lie = { errorCode: INVENTED_CODES.declined, errorMsg: DEFAULT_FAIL_REASON };
  return end(deps, checkout, choice.tellFailure ? lie : null);
}

/**
 * The buyer chooses a virtual account: it is issued, and the window ends well although nothing is paid (§9).
 * `confirm_url` is not asked, for there is no approval: a decision of the sandbox.
 */
export async function issueInCheckout(deps: MoveDeps, checkout: Checkout, given: AccountFields): Promise<PayReturn> {
  begin(checkout);
  const { vbankDue } = checkout.params;
  const due = vbankDue === null ? undefined : parseVbankDue(vbankDue, checkout.channel.pgProvider);
  const announced = issueAccount(deps, checkout.record, {
    ...(due === undefined ? {} : { vbank_date: due }),
    ...given,
  });
  if (deps.settings().webhookFirst) await announced;
  return end(deps, checkout, null);
}

/** The PG declines: `failed`, no webhook (§7.1). */
export function declineCheckout(deps: MoveDeps, checkout: Checkout, reason: string = DEFAULT_FAIL_REASON): PayReturn {
  begin(checkout);
  declinePayment(deps, checkout.record, reason);
  return end(deps, checkout, { errorCode: INVENTED_CODES.declined, errorMsg: reason });
}

/** The buyer closes the window: the payment stays `ready`, or becomes `failed` as at Inicis, by setting (§10 no. 16). */
export function closeCheckout(deps: MoveDeps, checkout: Checkout): PayReturn {
  begin(checkout);
  if (deps.settings().closedWindow === 'failed') {
    const failedAt = unixSeconds(deps.now);
    deps.store.update(checkout.record, { status: 'failed', failed_at: failedAt, fail_reason: DEFAULT_FAIL_REASON });
  }
  return end(deps, checkout, { errorCode: INVENTED_CODES.closed, errorMsg: DEFAULT_FAIL_REASON });
}

/** The browser dies after the approval: it is told nothing, and the webhook alone tells the shop (§8.4). */
export async function approveAndDie(deps: MoveDeps, checkout: Checkout, choice: ApproveChoice): Promise<void> {
  await approveCheckout(deps, checkout, choice);
  checkout.state = 'died';
  checkout.told = null;
}

function begin(checkout: Checkout): void {
  if (checkout.state !== 'open') throw new Impossible('wrong-state', `checkout ${checkout.id} is ${checkout.state}`);
  checkout.state = 'busy';
}

function end(deps: MoveDeps, checkout: Checkout, refusal: PayRefusal | null): PayReturn {
  const { payment } = checkout.record;
  const outcome = { impUid: payment.imp_uid, merchantUid: payment.merchant_uid, refusal, payment };
  checkout.told = returnToShop(outcome, checkout.params, checkout.caller, deps.settings());
  checkout.state = 'ended';
  return checkout.told;
}
