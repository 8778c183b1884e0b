import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena';
import { mayStayOpen } from './truth/cancel-differences';

const POLL_MS = 500;
const RECONCILE_TRIES = 5;
const RETRY_PAUSE_MS = 2_000;

/** The end of all trouble: no more faults, everybody listens, nothing is under way. */
export async function calm({ sandbox, receiver, instances }: Arena): Promise<void> {
  sandbox.faults.clear();
  sandbox.webhooks.rules.clear();
  sandbox.webhooks.release();
  receiver.calm();
  await Promise.all(instances.map((instance) => instance.listening()));
  await sandbox.webhooks.settled();
}

/** Finds what never arrived; the database may still be coming up. @throws Error where it cannot be done */
export async function reconcile(arena: Arena): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await arena.reconcile();
    } catch (error) {
      if (tries === RECONCILE_TRIES) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
}

/** Waits for what the instances have to do still. @returns whether every message is out and every cancel has ended */
export async function converge(arena: Arena, limitMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + limitMs;
  while (performance.now() < giveUpAt) {
    const orders = await arena.orders();
    const payments = arena.sandbox.payments.all();
    const isDone = orders.every(
      (order) =>
        order.outbox.every(({ deliveredAt }) => deliveredAt !== null) &&
        order.cancels.every((cancel) => cancel.endedAt !== null || mayStayOpen(cancel, order, payments)),
    );
    if (isDone) return true;
    await sleep(POLL_MS);
  }
  return false;
}
