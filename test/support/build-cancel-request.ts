import type { CancelRequest } from '../../src/domain/cancel/request-cancel';

/** Builds the shop's request to refund all that is left of `buildOrder()`, with the given changes. */
export function buildCancelRequest(overrides: Partial<CancelRequest> = {}): CancelRequest {
  return {
    merchantUid: 'ord-2026-0001',
    requestId: 'req-1',
    impUid: null,
    amount: null,
    taxFree: null,
    vatAmount: null,
    retainPromotion: null,
    requester: null,
    reason: '고객 변심',
    refund: null,
    fingerprint: 'digest-1',
    ...overrides,
  };
}
