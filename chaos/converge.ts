import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena';
import { sendUntilAnswered } from './send';

const POLL_MS = 500;
const AT_ONCE = 10;

/**
 * Reports every payment of i'mport once more, by the webhook road.
 *
 * This stands for the reconcile pass, and is the one place that knows how lost reports are found again.
 */
export async function reconcile(arena: Arena): Promise<void> {
  const waiting = arena.sandbox.payments.all();
  const work = async () => {
    for (let payment = waiting.pop(); payment !== undefined; payment = waiting.pop()) {
      const { imp_uid, merchant_uid, status } = payment;
      const body = { imp_uid, merchant_uid, status };
      await sendUntilAnswered(arena, { method: 'POST', path: '/payments/webhook', body });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The end of all trouble: faults off, everything reported, and time for the deliveries. @returns whether all are out */
export async function converge(arena: Arena, limitMs: number): Promise<boolean> {
  const { sandbox, receiver, instances } = arena;
  const giveUpAt = performance.now() + limitMs;
  sandbox.faults.clear();
  sandbox.webhooks.rules.clear();
  sandbox.webhooks.release();
  receiver.calm();
  await Promise.all(instances.map((instance) => instance.listening()));
  await sandbox.webhooks.settled();
  await reconcile(arena);
  while (performance.now() < giveUpAt) {
    const orders = await arena.orders();
    if (orders.every(({ outbox }) => outbox.every(({ deliveredAt }) => deliveredAt !== null))) return true;
    await sleep(POLL_MS);
  }
  return false;
}
