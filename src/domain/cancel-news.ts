import { DEPOSIT_CAME_FIRST, REVOKE_KEY_MISSING } from './advance-cancels';
import type { Cancel } from './cancel';
import type { AttentionReason } from './order';

/** What ended between two states of an order's cancels. */
export function endedCancels(before: readonly Cancel[], after: readonly Cancel[]): readonly Cancel[] {
  return after.filter((cancel, index) => cancel.endedAt !== null && cancel.state !== before[index]?.state);
}

/**
 * Why a person has to look at cancels that ended: in doubt, refused although nobody is there to read the answer, or refused
 * for want of a setting.
 */
export function cancelAttention(before: readonly Cancel[], after: readonly Cancel[]): AttentionReason[] {
  return endedCancels(before, after).flatMap(({ state, cause, answer }): AttentionReason[] => {
    if (state === 'unclear') return ['cancelUnclear'];
    if (state === 'refused' && answer === REVOKE_KEY_MISSING) return ['revokeKeyMissing'];
    return state === 'refused' && cause !== 'shop' && answer !== DEPOSIT_CAME_FIRST ? ['cancelRefused'] : [];
  });
}
