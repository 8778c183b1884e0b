import { loadTimeOf } from './load-time-of';
import type { Project } from './try-uses';

const NAME = 'iamport-checkout-backend';
const OF_CLIENT = ['@stablelib/base64', 'fast-sha256', 'openapi-fetch', 'standardwebhooks'];
const OF_SERVICE = ['mongoose', 'mongodb', 'axios', 'pino', 'prom-client', 'cockatiel', 'dotenv'];
/** What only the commands and pages of the service use. */
const OF_COMMANDS = ['dotenv', 'cli-table3', 'cli-progress', 'csv-stringify', 'swagger-ui-dist', 'pino-http', 'preact'];

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

/** Measures what createCheckout costs to load: nothing before it is called. */
export async function tryLibraryLoading({ folder, checks: { check } }: Project): Promise<void> {
  const idle = await loadTimeOf(folder, `require('${NAME}')`);
  check(idle.packages.join() === NAME, `createCheckout: required in ${idle.ms} ms, without any other package`);
  // Without options it loads all of itself, and then refuses.
  const used = await loadTimeOf(folder, `require('${NAME}').createCheckout({}).catch(() => undefined)`);
  const isLean = used.packages.includes('mongoose') && !OF_COMMANDS.some((name) => used.packages.includes(name));
  check(
    isLean,
    `createCheckout: ${used.ms} ms at its first call, ${used.packages.length} packages, none of the commands’`,
  );
}
