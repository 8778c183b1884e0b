import { Impossible } from '../impossible';
import { unixSeconds } from '../unix-seconds';
import { approvalFields } from './approval-fields';
import { BANKS } from './banks';
import { addMoney } from './money';
import type { Payment } from './payment';
import type { PaymentDeps } from './payment-deps';
import { allowFrom } from './payment-moves';
import type { PaymentRecord } from './payment-record';

/** What an account is issued with; everything has a default. `vbank_date` is unix seconds. */
export type AccountFields = Partial<
  Pick<Payment, 'vbank_code' | 'vbank_name' | 'vbank_num' | 'vbank_holder' | 'vbank_date'>
>;

/** Why a revoked account's payment has failed (§5.2). */
export const REVOKED_REASON = '계좌말소';

const DEFAULT_BANK = '004';
/** A convenience store takes the money: Eximbay tells the buyer where, and i'mport no number (§7.1). */
const STORE_COUNTER = { vbank_code: null, vbank_name: null, vbank_num: 'unknown', vbank_holder: null };
const THREE_DAYS_SECONDS = 3 * 24 * 60 * 60;

/** The PG issues an account, at tosspayments without a holder's name (§2.3): the payment stays `ready`, and the `ready` webhook leaves (§9). */
export function issueAccount(deps: PaymentDeps, record: PaymentRecord, given: AccountFields = {}): Promise<void> {
  allowFrom(record, ['ready'], 'given an account');
  const at = unixSeconds(deps.now);
  const code = given.vbank_code ?? DEFAULT_BANK;
  const account = {
    vbank_code: code,
    vbank_name: BANKS[code] ?? null,
    vbank_num: accountNumber(deps),
    vbank_holder: record.payment.pg_provider === 'tosspayments' ? null : '샌드박스상점',
  };
  deps.store.update(record, {
    pay_method: 'vbank',
    pg_tid: `TID${deps.randomHex(12).toUpperCase()}`,
    ...(record.payment.pg_provider === 'eximbay' ? STORE_COUNTER : account),
    vbank_date: at + THREE_DAYS_SECONDS,
    vbank_issued_at: at,
    ...given,
  });
  return deps.sender.announce(record, { status: 'ready' });
}

/**
 * Money arrives: the payment becomes `paid`, and the webhook leaves (§9). It may come late, after `vbank_date`, and
 * even after the account was revoked. A deposit of another amount is rejected, as banks do (§9). On a test channel it
 * is the console's deposit button: no money exists, and a cancel fails afterwards (§7.7).
 */
export function depositInto(deps: PaymentDeps, record: PaymentRecord, amount?: number): Promise<void> {
  const { payment } = record;
  if (payment.vbank_num === null) throw new Impossible('wrong-state', `${payment.imp_uid} has no virtual account`);
  if (record.fixedUnlimitedAccount) return depositOnceMore(deps, record, amount);
  allowFrom(record, ['ready', 'failed'], 'deposited into');
  if (amount !== undefined && amount !== payment.amount) {
    throw new Impossible('wrong-value', `amount: the bank takes ${payment.amount} only`);
  }
  record.deposit = payment.sandbox ? 'test' : 'real';
  const pgTid = payment.pg_tid ?? `TID${deps.randomHex(12).toUpperCase()}`;
  deps.store.update(record, approvalFields('vbank', unixSeconds(deps.now), pgTid));
  return deps.sender.announce(record, { status: 'paid' });
}

/**
 * One of many deposits into a fixed, unlimited account of Hecto (§9): they add up in `deposit_history`, and one that
 * comes after a cancel leaves the status at `cancelled`. That `amount` is their sum is a decision of the sandbox.
 */
function depositOnceMore(deps: PaymentDeps, record: PaymentRecord, amount?: number): Promise<void> {
  const { payment } = record;
  if (amount === undefined || amount <= 0) throw new Impossible('wrong-value', 'amount: say how much is deposited');
  const at = unixSeconds(deps.now);
  const pgTid = `TID${deps.randomHex(12).toUpperCase()}`;
  const entry = { pg_tid: pgTid, amount, depositor_name: payment.buyer_name ?? '입금자', deposited_at: at };
  record.deposit = payment.sandbox ? 'test' : 'real';
  deps.store.update(record, {
    ...approvalFields('vbank', at, pgTid),
    status: payment.status === 'cancelled' ? 'cancelled' : 'paid',
    amount: addMoney(payment.amount, amount),
    deposit_history: [...payment.deposit_history, entry],
  });
  return deps.sender.announce(record, { status: payment.status });
}

/** The account is revoked before a deposit: `failed`, and no webhook (§5.2, §9). */
export function revokeAccount(deps: PaymentDeps, record: PaymentRecord): void {
  allowFrom(record, ['ready'], 'revoked');
  if (record.payment.vbank_num === null) {
    throw new Impossible('wrong-state', `${record.payment.imp_uid} has no virtual account`);
  }
  deps.store.update(record, { status: 'failed', failed_at: unixSeconds(deps.now), fail_reason: REVOKED_REASON });
}

/** The deadline passes: the payment stays `ready`, and nobody is told (§9). */
export function expireAccount(deps: PaymentDeps, record: PaymentRecord): void {
  allowFrom(record, ['ready'], 'expired');
  const justNow = unixSeconds(deps.now) - 1;
  deps.store.update(record, { vbank_date: Math.min(record.payment.vbank_date, justNow) });
}

/** 14 digits, as in §2.5. */
function accountNumber(deps: PaymentDeps): string {
  return `9${BigInt(`0x${deps.randomHex(12)}`)
    .toString()
    .padStart(13, '0')
    .slice(-13)}`;
}
