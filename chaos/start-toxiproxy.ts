import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Toxiproxy } from 'toxiproxy-node-client';
import { endWithParent } from '../sandbox/mongodb/engines/end-with-parent';
import type { Environment } from '../sandbox/mongodb/engines/engine';
import { findExecutable } from '../sandbox/mongodb/engines/find-executable';
import { freePort } from '../sandbox/mongodb/engines/free-port';

/** A bad line to a server. */
export interface BadLine {
  readonly host: string;
  /** Breaks open connections and refuses new ones, for so long. */
  readonly cut: (forMs: number) => Promise<void>;
  /** Lets every byte come late, for so long. */
  readonly delay: (byMs: number, forMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What is said where it is missing. */
export const TOXIPROXY_MISSING =
  'no toxiproxy-server on the PATH or in TOXIPROXY_SERVER (go install github.com/Shopify/toxiproxy/v2/cmd/server@latest)';

const START_TRIES = 100;
const POLL_MS = 50;

/** Starts Toxiproxy before a server; null where it is not installed. @param upstream `host:port` */
export async function startToxiproxy(env: Environment, upstream: string): Promise<BadLine | null> {
  const program = await findExecutable(env['TOXIPROXY_SERVER'] || 'toxiproxy-server', env['PATH']);
  if (program === undefined) return null;
  const [port, listenPort] = [await freePort(), await freePort()];
  const child = spawn(program, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
  const release = child.pid === undefined ? () => undefined : endWithParent(child.pid);
  const toxiproxy = new Toxiproxy(`http://127.0.0.1:${port}`);
  await untilUp(toxiproxy);
  const listen = `127.0.0.1:${listenPort}`;
  const line = { name: 'database', listen, upstream };
  const proxy = await toxiproxy.createProxy(line);
  return {
    host: listen,
    async cut(forMs) {
      await proxy.update({ enabled: false, listen, upstream });
      await sleep(forMs);
      await proxy.update({ enabled: true, listen, upstream });
    },
    async delay(byMs, forMs) {
      const attributes = { latency: byMs, jitter: Math.floor(byMs / 2) };
      const toxic = await proxy.addToxic({
        name: 'slow',
        type: 'latency',
        stream: 'downstream',
        toxicity: 1,
        attributes,
      });
      await sleep(forMs);
      await toxic.remove();
    },
    async stop() {
      release();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function untilUp(toxiproxy: Toxiproxy): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await toxiproxy.getVersion();
      return;
    } catch (error) {
      if (tries === START_TRIES) throw error;
      await sleep(POLL_MS);
    }
  }
}
