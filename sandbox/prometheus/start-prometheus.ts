import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../mongodb/engines/free-port';

/** A running Prometheus. */
export interface Prometheus {
  /** The value of a PromQL query that has one; null where it has none. @throws Error where Prometheus refuses the query */
  readonly ask: (query: string) => Promise<number | null>;
  /** How many series answer a query; 0 before Prometheus is ready. @throws Error where Prometheus refuses the query */
  readonly count: (query: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts Prometheus from the PATH. It scrapes one service each second. @param folder an empty one, for its data */
export async function startPrometheus(serviceUrl: string, ordersKey: string, folder: string): Promise<Prometheus> {
  const address = `127.0.0.1:${await freePort()}`;
  const config = join(folder, 'prometheus.yml');
  const job = {
    job_name: 'checkout',
    authorization: { credentials: ordersKey },
    static_configs: [{ targets: [new URL(serviceUrl).host] }],
  };
  // JSON is YAML, too.
  await writeFile(config, JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: [job] }));
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
  ];
  const child = spawn('prometheus', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  async function seriesOf(query: string): Promise<readonly Series[]> {
    const url = `http://${address}/api/v1/query?query=${encodeURIComponent(query)}`;
    const reply = await fetch(url).catch(() => null);
    if (reply === null || reply.status === 503) return [];
    const body = (await reply.json()) as Answer;
    if (body.status !== 'success') throw new Error(`${query}: ${body.error ?? reply.status}`);
    return body.data?.result ?? [];
  }
  return {
    async ask(query) {
      const value = (await seriesOf(query))[0]?.value[1];
      return value === undefined ? null : Number(value);
    },
    count: async (query) => (await seriesOf(query)).length,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly Series[] };
}

interface Series {
  readonly value: readonly [number, string];
}
