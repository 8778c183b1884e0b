import type { Cancel, CancelBaseline, CancelTerms, RefundAccount, Sending } from '../../src/domain/cancel/cancel';
import type { CancelKind, CancelState } from '../../src/domain/cancel/cancel-state';
import type { Amount } from '../../src/domain/money';
import type { Cancellation } from '../../src/domain/payment';

/** The fields that a test may set; amounts are in the smallest unit. Fields that the state does not have are left out. */
export type CancelOverrides = Partial<Omit<CancelTerms, 'amount' | 'taxFree' | 'vatAmount'>> & {
  readonly state?: CancelState;
  readonly amount?: number;
  readonly taxFree?: number | null;
  readonly vatAmount?: number | null;
  readonly refund?: RefundAccount | null;
  readonly why?: Cancel['why'];
  readonly dueAt?: Date;
  readonly tries?: number;
  readonly sentAt?: Date;
  readonly baseline?: Partial<Omit<CancelBaseline, 'cancelAmount'>> & { readonly cancelAmount?: number };
  readonly endedAt?: Date;
  readonly cancellationId?: string | null;
  readonly gatewayText?: string;
};

/** When a cancel of `buildCancel()` is sent: the day after the payment of `buildPayment()`. */
export const SENT_AT = new Date('2026-11-22T05:00:00Z');
export const ENDED_AT = new Date('2026-11-22T05:00:02Z');

/** A reason that leads to each state. */
const WHY: Readonly<Record<CancelState, Cancel['why']>> = {
  requested: 'recorded',
  sent: 'turnCame',
  accepted: 'agreed',
  done: 'shown',
  refused: 'gatewayRefused',
  unclear: 'doubtOver',
  dropped: 'noLongerWanted',
};

/**
 * Builds a cancel of 1,000 won of the payment of `buildPayment()`, requested by the shop and just recorded by default.
 *
 * The fields that depend on the state follow it: the times, the baseline of the payment and the due time.
 */
export function buildCancel<State extends CancelState = 'requested'>(
  overrides: CancelOverrides & { readonly state?: State } = {},
): Extract<Cancel, { readonly state: State }> {
  const { kind = 'cancel' } = overrides;
  const state: CancelState = overrides.state ?? 'requested';
  const why = overrides.why ?? (state === 'done' && kind === 'revoke' ? 'accountRevoked' : WHY[state]);
  const built = {
    ...termsOf(overrides, kind),
    state,
    why,
    ...(state === 'requested' || state === 'sent' || state === 'accepted'
      ? {
          refund: null,
          dueAt: new Date('2026-11-22T05:01:00Z'),
          tries: 0,
          ...pick(overrides, 'refund', 'dueAt', 'tries'),
        }
      : { endedAt: overrides.endedAt ?? ENDED_AT }),
    ...(kind === 'cancel' && state !== 'requested' && state !== 'dropped' && sendingOf(overrides)),
    ...(kind === 'cancel' && state === 'done' && { cancellationId: 'c1', ...pick(overrides, 'cancellationId') }),
    ...(why === 'gatewayRefused' && { gatewayText: overrides.gatewayText ?? 'no' }),
  };
  return built as unknown as Extract<Cancel, { readonly state: State }>;
}

function termsOf(overrides: CancelOverrides, kind: CancelKind): CancelTerms {
  const { amount = kind === 'cancel' ? 1_000 : 0, taxFree = null, vatAmount = null } = overrides;
  return {
    id: 'req-1',
    kind,
    cause: 'shop',
    impUid: 'imp_700000000001',
    currency: 'KRW',
    all: false,
    reason: '고객 변심',
    fingerprint: 'digest-1',
    requestedAt: new Date('2026-11-22T04:59:59Z'),
    ...pick(overrides, 'id', 'cause', 'impUid', 'currency', 'all', 'reason', 'fingerprint', 'requestedAt'),
    ...pick(overrides, 'retainPromotion', 'requester'),
    amount: amount as Amount,
    taxFree: taxFree as Amount | null,
    vatAmount: vatAmount as Amount | null,
  };
}

function sendingOf({ sentAt = SENT_AT, baseline = {} }: CancelOverrides): Pick<Sending, 'sentAt' | 'baseline'> {
  const { cancelAmount = 0, cancellationIds = [] } = baseline;
  return { sentAt, baseline: { cancelAmount: cancelAmount as Amount, cancellationIds } };
}

/** An object without its undefined fields. */
function pick<T extends object, Key extends keyof T>(from: T, ...keys: Key[]): Partial<Pick<T, Key>> {
  const entries = keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]));
  return Object.fromEntries(entries) as Partial<Pick<T, Key>>;
}

/** Moves the cancel of `buildCancel()` a second after it was sent. */
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
