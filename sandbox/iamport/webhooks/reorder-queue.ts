import type { Delivery } from './delivery';

/** Webhooks kept back so that a later one can arrive before an earlier one. */
export interface ReorderQueue {
  /** Keeps the webhook back; when `size` are together they are all released. */
  add: (entry: Delivery, size: number) => void;
  /** Sends the last one first, each after the one before it was answered. */
  release: () => void;
  forget: () => void;
}

/** Makes an empty queue over the function that sends webhooks one after another. */
export function createReorderQueue(sendInTurn: (entries: Delivery[]) => void): ReorderQueue {
  let held: Delivery[] = [];
  const release = () => {
    const reversed = held.toReversed();
    held = [];
    sendInTurn(reversed);
  };
  return {
    add(entry, size) {
      entry.outcome = 'held';
      held.push(entry);
      if (held.length >= size) release();
    },
    release,
    forget: () => (held = []),
  };
}
