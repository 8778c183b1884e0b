import { randomUUID } from 'node:crypto';
import { alertsOf } from '../../src/domain/alerts-of';
import { planReport } from '../../src/domain/plan-report';
import { auditMessages } from '../../src/domain/audit-messages';
import { moveCancel } from '../../src/domain/cancel/move-cancel';
import { isUnderWay, replaceCancel, type Cancel } from '../../src/domain/cancel/cancel';
import { planCancel } from '../../src/domain/cancel/request-cancel';
import { planSending, refuseCancel } from '../../src/domain/cancel/send-cancel';
import { changeCancels } from '../../src/domain/change-cancels';
import { alertOfDeadLetter, deadLetterMessage } from '../../src/domain/dead-letter';
import { judgePayment, type JudgePolicy } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import { noChange, orderAfter, type OrderChange } from '../../src/domain/order-change';
import { messageIdOf } from '../../src/domain/message-id';
import { newOutboxEntry, storedError, type OutboxEntry } from '../../src/domain/outbox';
import { amendTerms, planAmendment } from '../../src/domain/plan-amendment';
import { PaymentReply } from '../../src/iamport/wire';
import { buildCancelRequest } from './build-cancel-request';
import { buildOrder } from './build-order';

/** An order with its outbox, and what it has taken so far. */
export interface Filled {
  readonly order: Order;
  readonly outbox: readonly OutboxEntry[];
}

export const MERCHANT_UID = 'm'.repeat(40);
export const PAID_BY = idOf('paid', 0);
const START_S = Date.parse('2026-11-21T01:00:00Z') / 1000;
const AMOUNT = 9_000_000_000;
const POLICY: JudgePolicy = {
  mode: 'live',
  moneyPolicy: { forgedPayment: 'cancel', duplicatePayment: 'cancel', latePayment: 'cancel' },
};
/** Longer than any bound; three bytes a character. */
const WIDE = '가'.repeat(1_000);

/** An `imp_uid` of the greatest length. */
export function idOf(kind: string, n: number): string {
  return `imp_${kind}_${n}_`.padEnd(64, '9');
}

/** A payment as i'mport reports it, each text longer than is kept. */
function reported(kind: string, n: number, fields: Readonly<Record<string, unknown>>) {
  const s = START_S + n;
  const wire = {
    imp_uid: idOf(kind, n),
    merchant_uid: MERCHANT_UID,
    status: 'paid',
    amount: AMOUNT,
    cancel_amount: 0,
    currency: 'KRW',
    sandbox: false,
    pay_method: 'm'.repeat(99),
    pg_provider: 'p'.repeat(99),
    pg_tid: WIDE,
    receipt_url: `https://receipt.example.test/${'r'.repeat(221)}`,
    ...{ started_at: s, paid_at: s, failed_at: s, cancelled_at: s },
    fail_reason: WIDE,
    ...{ vbank_code: WIDE, vbank_name: WIDE, vbank_num: '', vbank_holder: WIDE, vbank_date: s + 900_000 },
    vbank_issued_at: s,
    cancel_history: [],
    ...fields,
  };
  return { ...PaymentReply.parse(wire), askedAt: new Date(s * 1000) };
}

const account = (n: number) => ({
  status: 'ready',
  pay_method: 'vbank',
  vbank_num: '9'.repeat(40),
  vbank_issued_at: START_S + n,
});
const cancellations = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    cancellation_id: `c${n}_`.padEnd(64, '9'),
    amount: 1,
    cancelled_at: START_S + n,
    reason: WIDE,
  }));

/**
 * What anybody can do to an order, then money, then the shop's requests; each more often than there is room for.
 *
 * @param until `accounts`: only accounts that come and go
 */
export function fillOrder(until?: 'accounts'): Filled {
  let order = buildOrder({
    merchantUid: MERCHANT_UID,
    name: WIDE.slice(0, 40),
    amount: AMOUNT,
    customerId: WIDE.slice(0, 64),
    buyer: {
      name: WIDE.slice(0, 256),
      email: WIDE.slice(0, 256),
      tel: WIDE.slice(0, 64),
      addr: WIDE.slice(0, 256),
      postcode: WIDE.slice(0, 16),
    },
    expiresAt: new Date((START_S + 900_000) * 1000),
    preparedAt: new Date(START_S * 1000),
    remindedOf: Array.from({ length: 10 }, (_, n) => idOf('reminded', n)),
  });
  let outbox: OutboxEntry[] = [];
  const atOf = (n: number) => new Date((START_S + n) * 1000);

  function apply(change: OrderChange | null, at: Date, alerts = alertsOf(order, change?.attention ?? [])): void {
    if (change === null) return;
    order = orderAfter(order, change);
    const messages = [...change.messages, ...alerts];
    outbox = [
      ...outbox,
      ...messages.map((message) => newOutboxEntry(messageIdOf(MERCHANT_UID, randomUUID()), message, at)),
    ];
  }
  function report(kind: string, n: number, fields: Readonly<Record<string, unknown>>): void {
    const payment = reported(kind, n, fields);
    const verdict = judgePayment(order, payment, POLICY);
    const at = atOf(n * 1_000);
    apply(planReport(order, payment, verdict, { source: 'reconcile', at, moneyPolicy: POLICY.moneyPolicy }).change, at);
  }
  function flood(kind: string, count: number, fields: (n: number) => Readonly<Record<string, unknown>>): void {
    for (let n = 0; n < count; n += 1) report(kind, n, fields(n));
  }
  function move(cancel: Cancel, changed: Cancel): void {
    if (changed === cancel) return;
    apply(changeCancels(order, replaceCancel(order.cancels, changed), changed, atOf(900_000)), atOf(900_000));
  }

  for (let n = 0; n < 150; n += 1) {
    const plan = planAmendment(order, { merchantUid: MERCHANT_UID, amount: n % 150 === 149 ? AMOUNT : n + 1 }, atOf(0));
    if (plan.plan === 'amend') apply(amendTerms(order, plan.terms, atOf(0)), atOf(0));
  }
  // Accounts come and go.
  flood('flap', 60, account);
  for (let n = 0; n < 60; n += 1) report('flap', n, { ...account(n), status: 'failed' });
  for (let n = 100; n < 160; n += 1) {
    report('again', n, account(n));
    report('again', n, { ...account(n), status: 'failed' });
  }
  if (until === 'accounts') return { order, outbox };
  flood('attempt', 200, () => ({ status: 'failed' }));
  flood('unknown', 200, () => ({ status: 'new' }));
  flood('wrongAccount', 200, (n) => ({ ...account(n), amount: 100 }));
  flood('account', 800, (n) => account(n + 1_000));
  flood('replay', 100, () => ({ merchant_uid: WIDE }));
  flood('test', 100, () => ({ sandbox: true }));
  flood('wrongMoney', 100, () => ({ amount: AMOUNT - 1, cancel_amount: 40, cancel_history: cancellations(40) }));
  report('paid', 0, {});
  flood('duplicate', 100, () => ({ cancel_amount: 40, cancel_history: cancellations(40) }));
  for (let n = 1; n <= 120; n += 1) {
    report('paid', 0, { status: 'cancelled', cancel_amount: n, cancel_history: cancellations(n) });
  }

  for (let n = 0; n < 80; n += 1) {
    const request = buildCancelRequest({
      merchantUid: MERCHANT_UID,
      requestId: `r${n}_`.padEnd(64, '9'),
      amount: 1,
      reason: WIDE.slice(0, 200),
      fingerprint: 'f'.repeat(32),
    });
    const plan = planCancel(order, request, atOf(900_000));
    if (plan.plan !== 'record') continue;
    apply({ ...noChange(order), cancels: [...order.cancels, plan.cancel] }, atOf(900_000));
    const sent = planSending(order, plan.cancel as never, POLICY, atOf(900_000));
    move(plan.cancel, sent);
    move(sent, refuseCancel(sent, WIDE, atOf(900_000)));
  }
  for (const cancel of order.cancels.filter(isUnderWay)) {
    if (cancel.kind === 'revoke') move(cancel, moveCancel(cancel, { why: 'accountStaysOpen', at: atOf(900_000) }));
  }

  // Every message is given up.
  for (const entry of outbox) {
    const { attention, messages } = deadLetterMessage(order, entry, atOf(900_000));
    apply({ ...noChange(order), attention, messages }, atOf(900_000), alertOfDeadLetter(order, entry, attention));
  }
  const lastError = storedError(WIDE);
  const late = { firstDeliveredAt: atOf(900_000), resentAt: atOf(900_000) };
  return {
    order,
    outbox: outbox.map((entry) => ({
      ...entry,
      attempts: 60,
      spentAttempts: 60,
      ...late,
      lastError,
      deadAt: late.resentAt,
    })),
  };
}

/** Entries with the longest values that wait for the audit log, and that could not be copied yet. */
export function waitingAudits(count: number): OutboxEntry[] {
  const at = new Date(START_S * 1000);
  const details = { request_id: 'r'.repeat(64), imp_uid: idOf('paid', 0), amount: AMOUNT, currency: 'KRW' };
  const deed = { action: 'cancel', merchantUid: MERCHANT_UID, reason: WIDE, details } as const;
  const actor = { name: 'n'.repeat(40), operator: 'o'.repeat(64) };
  return auditMessages(actor, deed, at).flatMap((message) =>
    Array.from({ length: count }, () => ({
      ...newOutboxEntry(messageIdOf(MERCHANT_UID, randomUUID()), message, at),
      attempts: 60,
      spentAttempts: 60,
      lastError: storedError(WIDE),
    })),
  );
}
