import { setTimeout as sleep } from 'node:timers/promises';
import type { Payment } from '../sandbox/iamport/payments/payment';
import { isUnderWay } from '../src/domain/cancel/cancel';
import type { OrderDocument } from '../src/store/order.model';
import type { Arena } from './arena';
import { mayStayOpen } from './truth/cancel-differences';

const POLL_MS = 500;
const RECONCILE_TRIES = 5;
const RETRY_PAUSE_MS = 2_000;

/** The end of all trouble: no more faults, everybody listens, nothing is under way. */
export async function calm({ sandbox, receivers, instances }: Arena): Promise<void> {
  sandbox.faults.clear();
  sandbox.webhooks.rules.clear();
  sandbox.webhooks.release();
  receivers.forEach((receiver) => receiver.calm());
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
    const lookedAt = performance.now();
    const orders = await arena.unfinishedOrders();
    const payments = orders.length === 0 ? [] : arena.sandbox.payments.all();
    if (orders.every((order) => mayStay(order, payments))) return true;
    // Looking must not be what the database is busy with.
    await sleep(Math.max(POLL_MS, 4 * (performance.now() - lookedAt)));
  }
  return false;
}

function mayStay(order: OrderDocument, payments: readonly Payment[]): boolean {
  return (
    order.outbox.every(({ deliveredAt }) => deliveredAt !== null) &&
    order.cancels.every((cancel) => !isUnderWay(cancel) || mayStayOpen(cancel, order, payments))
  );
}
