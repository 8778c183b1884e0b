import type { JudgePolicy } from './judge-payment';
import type { Order } from './order';
import { recallRecorded } from './recall-recorded';
import type { Verdict } from './verdict';

/** Webhook and browser report one payment within seconds (§7.6), so the second report needs no look-up in this time. */
const RECENT_MS = 10_000;

/**
 * The verdict on the payment that settled the order less than ten seconds ago. Pure.
 *
 * @returns `null` if i'mport must be asked, also if the clock of another instance puts the settling into the future
 */
export function recallSettling(
  order: Order,
  impUid: string,
  { policy, now }: { readonly policy: JudgePolicy; readonly now: Date },
): Verdict | null {
  if (order.paidBy !== impUid) return null;
  const settling = order.history.find(({ to, impUid: by }) => by === impUid && SETTLED.has(to));
  if (settling === undefined) return null;
  const ageMs = now.getTime() - settling.at.getTime();
  return ageMs >= 0 && ageMs < RECENT_MS ? recallRecorded(order, impUid, policy) : null;
}

const SETTLED: ReadonlySet<Order['state']> = new Set(['paid', 'partially_cancelled']);
