import type { Cancel, CancelBaseline } from '../../src/domain/cancel';
import type { Amount } from '../../src/domain/money';
import type { Cancellation } from '../../src/domain/payment';

/** What a test may say of a cancel; amounts are in the currency's smallest unit. */
export type CancelOverrides = Partial<Omit<Cancel, 'amount' | 'taxFree' | 'vatAmount' | 'baseline'>> & {
  readonly amount?: number;
  readonly taxFree?: number | null;
  readonly vatAmount?: number | null;
  readonly baseline?: BaselineOverrides | null;
};
type BaselineOverrides = Partial<Omit<CancelBaseline, 'cancelAmount'>> & { readonly cancelAmount?: number };

/** When a cancel of `buildCancel()` is sent: on 22 November, the day after the payment of `buildPayment()`. */
export const SENT_AT = new Date('2026-11-22T05:00:00Z');
export const ENDED_AT = new Date('2026-11-22T05:00:02Z');

const ENDED: readonly Cancel['state'][] = ['done', 'refused', 'unclear', 'dropped'];

/**
 * A cancel of 1,000 won of the payment of `buildPayment()`, asked for by the shop; just recorded, unless said.
 *
 * What hangs on the state follows it: when it was sent, what the payment looked like then, when it ended, what is due.
 */
export function buildCancel(overrides: CancelOverrides = {}): Cancel {
  const { state = 'requested', kind = 'cancel', amount = kind === 'cancel' ? 1_000 : 0 } = overrides;
  const { taxFree = null, vatAmount = null, baseline, ...rest } = overrides;
  const wasSent = kind === 'cancel' && state !== 'requested' && state !== 'dropped';
  const atSending = baseline === undefined && wasSent ? {} : (baseline ?? null);
  return {
    id: 'req-1',
    kind,
    cause: 'shop',
    impUid: 'imp_700000000001',
    currency: 'KRW',
    all: false,
    reason: '고객 변심',
    refund: null,
    fingerprint: 'digest-1',
    state,
    requestedAt: new Date('2026-11-22T04:59:59Z'),
    sentAt: wasSent ? SENT_AT : null,
    endedAt: ENDED.includes(state) ? ENDED_AT : null,
    dueAt: ENDED.includes(state) ? null : new Date('2026-11-22T05:01:00Z'),
    tries: 0,
    cancellationId: state === 'done' && kind === 'cancel' ? 'c1' : null,
    answer: null,
    ...rest,
    amount: amount as Amount,
    taxFree: taxFree as Amount | null,
    vatAmount: vatAmount as Amount | null,
    baseline: atSending && {
      cancellationIds: [],
      ...atSending,
      cancelAmount: (atSending.cancelAmount ?? 0) as Amount,
    },
  };
}

/** What becomes of the cancel of `buildCancel()`, a second after it was sent. */
export function buildCancellation(
  overrides: Partial<Omit<Cancellation, 'amount'>> & { readonly amount?: number | null } = {},
): Cancellation {
  const { amount = 1_000, ...rest } = overrides;
  return {
    cancellationId: 'c1',
    cancelledAt: new Date('2026-11-22T05:00:01Z'),
    reason: '고객 변심',
    ...rest,
    amount: amount as Amount | null,
  };
}
