import { isUnderWay, type Cancel, type EndedCancel } from './cancel';
import type { AttentionReason } from '../order';

/** What ended between two states of an order's cancels. */
export function endedCancels(before: readonly Cancel[], after: readonly Cancel[]): readonly EndedCancel[] {
  return after.filter((cancel, index) => cancel.state !== before[index]?.state).filter((cancel) => !isUnderWay(cancel));
}

/**
 * Why a person has to look at what has become of an order's cancels: one is in doubt, refused although nobody is there
 * to read the answer, refused for want of a setting, or delayed.
 */
export function cancelAttention(before: readonly Cancel[], after: readonly Cancel[]): AttentionReason[] {
  const delayed = after.filter(({ why }, index) => why === 'delayed' && after[index] !== before[index]);
  return [...endedCancels(before, after).flatMap(reasonsOf), ...delayed.map(() => 'cancelDelayed' as const)];
}

function reasonsOf({ state, why, cause }: EndedCancel): AttentionReason[] {
  if (state === 'unclear') return ['cancelUnclear'];
  if (state !== 'refused') return [];
  if (why === 'revokeKeyMissing') return ['revokeKeyMissing'];
  // What the shop asked for is answered to the shop; of a deposit that came first the deposit itself is judged.
  return cause === 'shop' || why === 'depositCameFirst' ? [] : ['cancelRefused'];
}
