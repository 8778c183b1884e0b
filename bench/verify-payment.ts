import { join } from 'node:path';
import autocannon from 'autocannon';
import {
  BUILT_SERVICE,
  serviceSettings,
  startProcess,
  startWorld,
  stopProcesses,
  type Ids,
  type WorldAddress,
} from './start-processes';

/**
 * `npm run bench`: how fast the built service verifies payments, beside a bare node:http and driver program that does
 * the least one can, in one run on one machine. Rounds alternate, so that whatever else the machine does meets both.
 */
const ROUNDS = 5;
const PAYMENTS_A_ROUND = 2_000;
const CONNECTIONS = 20;

async function startServer(args: string[], env: Record<string, string>): Promise<string> {
  const { stdout } = startProcess(args, env, ['ignore', 'pipe', 'inherit']);
  if (stdout === null) throw new Error('no output');
  let text = '';
  for await (const chunk of stdout) {
    text += String(chunk);
    const url =
      /http:\/\/127\.0\.0\.1:\d+/.exec(text.slice(text.indexOf('listening')))?.[0] ?? /"url":"([^"]+)"/.exec(text)?.[1];
    if (url !== undefined && text.includes('listening')) {
      stdout.resume();
      return url;
    }
  }
  throw new Error(`the server did not start: ${text}`);
}

async function tokenOf({ apiUrl, impKey, impSecret }: WorldAddress): Promise<string> {
  const body = JSON.stringify({ imp_key: impKey, imp_secret: impSecret });
  const reply = await fetch(`${apiUrl}/users/getToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await reply.json()) as { response: { access_token: string } }).response.access_token;
}

/** Sends each payment once and gives the requests a second. */
async function measure(url: string, payments: readonly Ids[]): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  let endedAt = startedAt;
  const result = await autocannon({
    url: `${url}/payments/complete`,
    connections: CONNECTIONS,
    amount: payments.length,
    // Its own figures come in whole seconds.
    setupClient: (client) => client.on('response', () => (endedAt = performance.now())),
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: JSON.stringify(payments[next++ % payments.length]) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return payments.length / ((endedAt - startedAt) / 1000);
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  const world = await startWorld();
  const service = await startServer([BUILT_SERVICE], serviceSettings(world));
  const bare = await startServer(['--import', 'tsx', join(__dirname, 'bare-server.ts')], {
    MONGODB_URI: world.uri,
    IAMPORT_API_URL: world.apiUrl,
    IAMPORT_TOKEN: await tokenOf(world),
  });

  console.log(
    `node ${process.version}, ${world.engine}, ${CONNECTIONS} connections, ${PAYMENTS_A_ROUND} payments a round`,
  );
  const figures = {
    first: { service: [] as number[], bare: [] as number[] },
    again: { service: [] as number[], bare: [] as number[] },
  };
  // One round each to warm up is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, url] of Object.entries({ service, bare }) as ['service' | 'bare', string][]) {
      const payments = await world.seed(PAYMENTS_A_ROUND);
      const first = await measure(url, payments);
      const again = await measure(url, payments);
      if (round === 0) continue;
      figures.first[name].push(first);
      figures.again[name].push(again);
    }
  }
  for (const [what, { service: ours, bare: least }] of Object.entries(figures)) {
    const [a, b] = [median(ours), median(least)];
    console.log(`${what.padEnd(6)} service ${a.toFixed(0)}/s, bare ${b.toFixed(0)}/s, ratio ${(a / b).toFixed(2)}`);
  }
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
