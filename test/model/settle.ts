import type { Stage } from './stage';

const HOUR_MS = 60 * 60_000;
const MAX_ROUNDS = 40;

/** i'mport's side is looked through once, by one instance. */
export async function reconcile(stage: Stage, instance: number): Promise<void> {
  for (const { imp_uid: impUid, merchant_uid: merchantUid } of stage.payments()) {
    await stage.report({ road: 'reconcile', impUid, merchantUid, instance });
  }
}

/** The end of all trouble: faults off, processes up, everything asked for and reported again, every queue run empty. */
export async function settle(stage: Stage): Promise<void> {
  stage.sandbox.faults.clear();
  stage.carried.failNext(0);
  for (const index of [0, 1]) if (stage.process(index).life.isOver()) stage.restart(index);
  const stored = await stage.readOrders([...stage.requests.keys()]);
  const lost = [...stage.requests.values()].filter((request) => !stored.some(({ _id }) => _id === request.merchantUid));
  for (const request of lost) await stage.attempt(0, ({ services }) => services.registerOrder(request));
  for (const instance of [0, 1]) await reconcile(stage, instance);

  for (let round = 0; round < MAX_ROUNDS && (await isWorkLeft(stage)); round += 1) {
    for (const index of [0, 1]) {
      await stage.attempt(index, ({ passes }) => passes.delivery());
      await stage.attempt(index, ({ passes }) => passes.prepare?.() ?? Promise.resolve());
    }
    stage.clock.ms += HOUR_MS;
  }
}

async function isWorkLeft(stage: Stage): Promise<boolean> {
  const orders = await stage.readOrders([...stage.requests.keys()]);
  return orders.some(
    ({ outbox, prepareDueAt }) => prepareDueAt !== undefined || outbox.some(({ deliveredAt }) => deliveredAt === null),
  );
}
