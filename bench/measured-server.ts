import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../sandbox/mongodb/engines/free-port';
import { startProcess } from './start-processes';

/** What a process has used since its start. */
export interface Usage {
  /** In user and in system mode, all threads together. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** A server in a process of its own that says what it uses. */
export interface MeasuredServer {
  readonly url: string;
  usage(): Promise<Usage>;
  /** Begins a CPU profile. */
  profile(): Promise<void>;
  /** Ends the profile, and writes it to a file for Chrome's developer tools. */
  saveProfile(file: string): Promise<void>;
  stop(): void;
}

const ANSWER_QUESTIONS = `--import=${join(__dirname, 'servers', 'answer-questions.mjs')}`;
const POLL_MS = 20;

/**
 * Starts a built program, and waits until `GET /readyz` is answered with 200; where it has no such route, with anything.
 *
 * @throws Error where the process ends instead
 */
export async function startMeasured(
  program: string,
  env: Readonly<Record<string, string>>,
  { hasReadyRoute }: { readonly hasReadyRoute: boolean },
): Promise<MeasuredServer> {
  const port = await freePort();
  const settings = { LOG_LEVEL: 'warn', ...env, PORT: String(port) };
  const child = startProcess([ANSWER_QUESTIONS, program], settings, ['ignore', 'ignore', 'inherit', 'ipc']);
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    const reply = await fetch(`${url}/readyz`).catch(() => null);
    await reply?.text();
    if (reply !== null && (reply.status === 200 || !hasReadyRoute)) break;
    await sleep(POLL_MS);
  }
  async function ask(question: object): Promise<unknown> {
    child.send(question);
    const [{ answer }] = (await once(child, 'message')) as [{ answer?: unknown }];
    return answer;
  }
  return {
    url,
    stop: () => void child.kill('SIGKILL'),
    profile: async () => void (await ask({ ask: 'profile' })),
    saveProfile: async (file) => void (await ask({ ask: 'save', file })),
    async usage() {
      const used = (await ask({ ask: 'usage' })) as NodeJS.ResourceUsage;
      return { cpuMs: (used.userCPUTime + used.systemCPUTime) / 1000, peakMb: used.maxRSS / 1024 };
    },
  };
}
