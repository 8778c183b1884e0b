import { toDecimal, type Amount } from '../../src/domain/money';
import type { ReportedPayment, VirtualAccount } from '../../src/domain/payment';
import type { PaymentRecord } from '../../src/domain/payment-record';

/** The fields that a test may set; amounts are in the currency's smallest unit. */
export type PaymentOverrides = Partial<Omit<ReportedPayment, 'amount' | 'cancelAmount'>> & {
  readonly amount?: number | null;
  readonly cancelAmount?: number | null;
};

/**
 * Builds a payment as i'mport reports it, which fits `buildOrder()`: paid in full by card.
 *
 * The fields that depend on the status follow it: the times, the reason of a failure, the cancelled amount (the whole amount by
 * default).
 */
export function buildPayment(overrides: PaymentOverrides = {}): ReportedPayment {
  const { status = 'paid', amount = 64_900, currency = 'KRW', ...rest } = overrides;
  const { cancelAmount = status === 'cancelled' ? amount : 0 } = overrides;
  const hasMoney = status === 'paid' || status === 'cancelled';
  return {
    impUid: 'imp_700000000001',
    askedAt: new Date('2026-11-21T01:03:00Z'),
    merchantUid: 'ord-2026-0001',
    status,
    statusText: status,
    amountText: amount === null ? '10.04' : String(toDecimal(amount as Amount, currency)),
    currency,
    testChannel: false,
    payMethod: rest.virtualAccount ? 'vbank' : 'card',
    pgProvider: 'html5_inicis',
    pgTid: 'TID0001',
    receiptUrl: hasMoney ? 'https://receipt.example.test/TID0001' : null,
    startedAt: new Date('2026-11-21T01:00:00Z'),
    paidAt: hasMoney ? new Date('2026-11-21T01:02:00Z') : null,
    failedAt: status === 'failed' ? new Date('2026-11-21T01:02:00Z') : null,
    cancelledAt: status === 'cancelled' ? new Date('2026-11-22T05:00:00Z') : null,
    failReason: status === 'failed' ? '[결제포기] 사용자가 결제를 취소하셨습니다' : null,
    virtualAccount: null,
    cancellations: [],
    ...rest,
    amount: amount as Amount | null,
    cancelAmount: cancelAmount as Amount | null,
  };
}

/** Builds a virtual account that fits `buildPayment()`: issued a minute after its start, due on 24 November 23:59 in Korea. */
export function buildAccount(overrides: Partial<VirtualAccount> = {}): VirtualAccount {
  return {
    impUid: 'imp_700000000001',
    bankCode: '004',
    bankName: 'KB국민은행',
    number: '90001234567890',
    holder: '가게',
    dueAt: new Date('2026-11-24T14:59:00Z'),
    issuedAt: new Date('2026-11-21T01:01:00Z'),
    ...overrides,
  };
}

/** Builds a payment as its order stores it, judged a success by default. */
export function buildRecord({
  outcome = 'success',
  source = 'webhook',
  recordedAt = new Date('2026-11-21T01:03:00Z'),
  ...overrides
}: PaymentOverrides & Partial<Pick<PaymentRecord, 'outcome' | 'source' | 'recordedAt'>> = {}): PaymentRecord {
  return { ...buildPayment(overrides), outcome, source, recordedAt };
}
