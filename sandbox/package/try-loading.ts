import { loadTimeOf } from './load-time-of';
import type { Project } from './try-uses';

const NAME = 'iamport-checkout-backend';
const OF_CLIENT = ['@stablelib/base64', 'fast-sha256', 'openapi-fetch', 'standardwebhooks'];
const OF_SERVICE = ['mongoose', 'mongodb', 'axios', 'pino', 'prom-client', 'cockatiel', 'dotenv'];

/** Measures what client and sandbox cost to load, and compares what they load. */
export async function tryLoading({ folder, checks: { check } }: Project): Promise<void> {
  const client = await loadTimeOf(folder, `require('${NAME}/client')`);
  const isSmall = client.packages.toSorted().join() === [...OF_CLIENT, NAME].toSorted().join();
  check(isSmall, `client: loaded in ${client.ms} ms, with ${OF_CLIENT.join(', ')}`);
  const sandbox = await loadTimeOf(folder, `require('${NAME}/sandbox')`);
  const isApart = !OF_SERVICE.some((name) => sandbox.packages.includes(name));
  check(
    isApart,
    `sandbox: loaded in ${sandbox.ms} ms, ${sandbox.packages.length} packages, none of the service’s alone`,
  );
}
