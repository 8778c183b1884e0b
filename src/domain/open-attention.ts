import type { AttentionEntry, Order } from './order';

/** The attention entries that nobody has acknowledged: those from `attentionSince` on. */
export function openAttention({
  attention,
  attentionSince,
}: Pick<Order, 'attention' | 'attentionSince'>): AttentionEntry[] {
  return attentionSince === undefined ? [] : attention.filter(({ at }) => at >= attentionSince);
}
