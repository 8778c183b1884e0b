import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Checks } from '../smoke/checks';
import { inImage, type ImageProcess } from './in-image';

/** The image of the sandbox. */
export interface SandboxImage extends Omit<ImageProcess, 'env'> {
  /** Root of the repository, where compose.yaml is. */
  readonly repository: string;
  readonly checks: Checks;
}

const Compose = z.object({ services: z.object({ shop: z.object({ command: z.array(z.string()) }) }) });
const ON_A_FREE_PORT = { SANDBOX_PORT: '0', SHOP_PORT: '0', ORDERS_API_KEY: 'rehearsal-orders-key' };

/** The image's own command, the sandbox, and that of compose.yaml, the shop: both start, answer and stop. */
export async function checkSandboxImage({ repository, checks, ...image }: SandboxImage): Promise<void> {
  const compose = Compose.parse(parse(await readFile(join(repository, 'compose.yaml'), 'utf8')));
  const started = { ...image, env: { ...image.stage.env, ...ON_A_FREE_PORT } };
  await checkServer('/_sandbox', inImage(started, image.stage.command), checks);
  await checkServer('/checkout/chair', inImage(started, compose.services.shop.command), checks);
}

async function checkServer(path: string, { command, ...options }: ReturnType<typeof inImage>, { check }: Checks) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  try {
    const url = await Promise.race([urlIn(child.stdout), ended.then(([code]) => `ended with ${code}`)]);
    const answer = await fetch(url + path).catch((error: Error) => error);
    check(!(answer instanceof Error) && answer.status === 200, `${args.at(-1)}: GET ${path} 200`);
    child.kill('SIGTERM');
    const [code] = await ended;
    check(code === 0, `and exits with ${code} at SIGTERM`);
  } finally {
    child.kill('SIGKILL');
  }
}

/** The first address that is printed. */
function urlIn(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      const [url] = /http:\/\/[^\s"]+/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}
