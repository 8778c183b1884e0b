import { Agent } from 'node:http';
import type { World } from '../start-processes';
import { post } from './at-rate';
import type { Subject } from './subjects';

/** Calls to i'mport for a payment. */
export interface CallsAPayment {
  readonly callback: number;
  /** Of the webhook that comes after the callback has settled the order. */
  readonly webhook: number;
}

const PAYMENTS = 50;

/** Reports each payment by callback, then by webhook, as i'mport does. */
export async function countCalls(world: World, service: Subject): Promise<CallsAPayment> {
  const agent = new Agent({ keepAlive: true });
  const [warmUp, ...payments] = await world.seed(PAYMENTS + 1, { database: service.database });
  if (warmUp !== undefined) await post(agent, `${service.url}/payments/complete`, warmUp);
  async function callsOf(path: string): Promise<number> {
    await world.upstream();
    for (const ids of payments) await post(agent, service.url + path, { ...ids, status: 'paid' });
    return (await world.upstream()).calls / PAYMENTS;
  }
  const calls = { callback: await callsOf('/payments/complete'), webhook: await callsOf('/payments/webhook') };
  agent.destroy();
  return calls;
}
