import { isUnderWay, type Cancel, type EndedCancel } from './cancel';
import type { AttentionReason } from '../order';

/** The cancels that ended between two versions of an order's list. */
export function endedCancels(before: readonly Cancel[], after: readonly Cancel[]): readonly EndedCancel[] {
  return after.filter((cancel, index) => cancel.state !== before[index]?.state).filter((cancel) => !isUnderWay(cancel));
}

/**
 * The attention reasons that changed cancels raise: the result is unclear, an automatic cancel was refused, the setting
 * for a revocation is missing, or a refund is delayed.
 */
export function cancelAttention(before: readonly Cancel[], after: readonly Cancel[]): AttentionReason[] {
  const delayed = after.filter(({ why }, index) => why === 'delayed' && after[index] !== before[index]);
  return [...endedCancels(before, after).flatMap(reasonsOf), ...delayed.map(() => 'cancelDelayed' as const)];
}

function reasonsOf({ state, why, cause }: EndedCancel): AttentionReason[] {
  if (state === 'unclear') return ['cancelUnclear'];
  if (state !== 'refused') return [];
  if (why === 'revokeKeyMissing') return ['revokeKeyMissing'];
  // The shop gets an answer to its own request. A deposit before the revocation is judged as a payment of its own.
  return cause === 'shop' || why === 'depositCameFirst' ? [] : ['cancelRefused'];
}
