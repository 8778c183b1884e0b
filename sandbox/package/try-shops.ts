import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDatabaseName } from '../demo/with-database-name';
import { createSandbox, type Sandbox } from '../iamport/create-sandbox';
import type { Checks } from '../smoke/checks';
import { run } from './pack';

/** An example that is a shop with the checkout in its own process. */
export interface ShopExample {
  readonly name: string;
  /** The program that node runs, from its folder. */
  readonly program: string;
  /** Whether it is TypeScript. */
  readonly isCompiled: boolean;
}

export const SHOPS: readonly ShopExample[] = [
  { name: 'express', program: join('dist', 'main.js'), isCompiled: true },
  { name: 'commonjs', program: 'shop.js', isCompiled: false },
  { name: 'nestjs', program: join('dist', 'main.js'), isCompiled: true },
];

/** What a shop is tried with. */
export interface TryShopDeps {
  readonly mongodbUri: string;
  readonly checks: Checks;
}

/** Starts a shop that is installed in a folder, pays an order by each road, and stops it. */
export async function tryShop(shop: ShopExample, folder: string, { mongodbUri, checks }: TryShopDeps): Promise<void> {
  const { check } = checks;
  const { name, program, isCompiled } = shop;
  if (isCompiled) {
    const problem = await run(folder, ['npm', 'run', '--silent', 'build']).then(() => null, outputOf);
    check(problem === null, `${name}: types ${problem ?? ''}`.trimEnd());
    if (problem !== null) return;
  }
  const sandbox = await createSandbox();
  const child = start(folder, program, {
    ...envOf(sandbox),
    MONGODB_URI: withDatabaseName(mongodbUri, `shop_${name}`),
  });
  try {
    const url = await child.listening;
    const outcomes = await Promise.all(Object.entries(ROADS).map((road) => payBy(road, url, sandbox)));
    const failed = outcomes.filter((outcome) => outcome !== null);
    check(
      failed.length === 0,
      `${name}: paid by ${Object.keys(ROADS).join(', ')}, and shipped ${failed.join('; ')}`.trimEnd(),
    );
    check(await refusesForgery(url, sandbox), `${name}: a payment of 100 won for an order of 64,900 is refused`);
    child.process.kill('SIGTERM');
    await once(child.process, 'close');
    const isClean = child.output().endsWith('stopped');
    check(isClean, `${name}: stops cleanly at SIGTERM ${isClean ? '' : child.output()}`.trimEnd());
  } catch (error) {
    check(false, `${name}: ${String(error)}\n${child.output()}`);
  } finally {
    child.process.kill('SIGKILL');
    await sandbox.close();
  }
}

function envOf(sandbox: Sandbox): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    IAMPORT_MODE: 'live',
  };
}

interface Running {
  readonly process: ChildProcess;
  readonly listening: Promise<string>;
  readonly output: () => string;
}

function start(folder: string, program: string, env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [program], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const listening = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const url = /^listening on (\S+)/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('close', (code) => reject(new Error(`it ended with ${code} before it listened`)));
  });
  listening.catch(() => undefined);
  return { process: child, listening, output: () => lines.join('\n') };
}

type Report = (url: string, ids: { readonly imp_uid: string; readonly merchant_uid: string }) => Promise<Response>;

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** The three roads of a report. */
const ROADS: Readonly<Record<string, Report>> = {
  callback: (url, ids) => post(`${url}/payments/complete`, ids),
  redirect: (url, ids) => fetch(`${url}/payments/complete?${new URLSearchParams({ ...ids }).toString()}`),
  webhook: (url, ids) => post(`${url}/payments/webhook`, { ...ids, status: 'paid' }),
};

interface PlacedOrder {
  readonly merchant_uid: string;
  readonly amount: number;
}

async function placeOrder(url: string): Promise<PlacedOrder> {
  const reply = await post(`${url}/orders`, { goods: 'chair' });
  if (reply.status !== 201) throw new Error(`POST /orders: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as PlacedOrder;
}

/** @returns what went wrong; null for nothing */
async function payBy([road, report]: readonly [string, Report], url: string, sandbox: Sandbox): Promise<string | null> {
  const { merchant_uid, amount } = await placeOrder(url);
  const { imp_uid } = sandbox.payments.create({ merchant_uid, amount, status: 'paid' });
  const reply = await report(url, { imp_uid, merchant_uid });
  if (reply.status !== 200) return `${road}: ${reply.status} ${await reply.text()}`;
  return (await isShipped(url, merchant_uid)) ? null : `${road}: never shipped`;
}

const TRIES = 200;
const PAUSE_MS = 50;

async function isShipped(url: string, merchantUid: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const order = (await (await fetch(`${url}/orders/${merchantUid}`)).json()) as { status: string; shipped: boolean };
    if (order.status === 'paid' && order.shipped) return true;
    await sleep(PAUSE_MS);
  }
  return false;
}

async function refusesForgery(url: string, sandbox: Sandbox): Promise<boolean> {
  const { merchant_uid } = await placeOrder(url);
  const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 100, status: 'paid' });
  const reply = await post(`${url}/payments/complete`, { imp_uid, merchant_uid });
  return reply.status === 400 && ((await reply.json()) as { status: string }).status === 'forgery';
}

function outputOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `finds:\n${stdout}${stderr}`;
}
