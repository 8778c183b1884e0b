import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasuredServer } from '../measured-server';
import type { World } from '../start-processes';
import { untilReceived } from './measure-round';
import { sendAll } from './send-all';
import type { Subject } from './subjects';

/** What one delivery of a backlog costs the service. */
export interface DeliveryCost {
  readonly cpuMs: number;
  readonly perSecond: number;
}

/** Longer than it takes to settle the payments and to measure the idle service. */
const HELD_BACK_S = 30;
const IDLE_MS = 4_000;
const AFTER_MS = 1_500;

/**
 * Settles payments while the shop's server asks for a pause, then lets it take their events: nothing but deliveries is
 * under way, and what the idle service uses is taken off.
 */
export async function measureDelivery(
  world: World,
  service: Subject,
  { payments: count, connections }: { readonly payments: number; readonly connections: number },
): Promise<DeliveryCost> {
  const payments = await world.seed(count, { database: service.database });
  const events = await world.received(service.eventPath ?? '');
  await world.receiverAnswers({ status: 503, retryAfterS: HELD_BACK_S });
  await sendAll(service.url, payments, connections);
  await untilReceived(world, service, events + count);
  const refused = await world.received(service.eventPath ?? '');
  await world.receiverAnswers({ status: 204 });
  await sleep(AFTER_MS);
  const idle = await cpuDuring(service, () => sleep(IDLE_MS));

  let deliveredInMs = Number.NaN;
  const busy = await cpuDuring(service, async () => {
    await untilReceived(world, service, refused + 1);
    const firstAt = performance.now();
    await untilReceived(world, service, refused + count);
    deliveredInMs = performance.now() - firstAt;
    await sleep(AFTER_MS);
  });
  const cpuMs = (busy.cpuMs - (idle.cpuMs / idle.wallMs) * busy.wallMs) / count;
  return { cpuMs, perSecond: count / (deliveredInMs / 1000) };
}

async function cpuDuring(server: MeasuredServer, work: () => Promise<unknown>) {
  const [before, startedAt] = [await server.usage(), performance.now()];
  await work();
  return { cpuMs: (await server.usage()).cpuMs - before.cpuMs, wallMs: performance.now() - startedAt };
}
