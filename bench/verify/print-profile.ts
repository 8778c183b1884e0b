import { readFile } from 'node:fs/promises';
import { printTable } from '../print-table';

/** The parts of a CPU profile that this program reads; times are in microseconds. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const TOP = 25;
const IDLE = '(idle)';

/** Where the time goes: self time by package, and of the busiest functions, in milliseconds for one payment. */
export async function printProfile(name: string, file: string, payments: number): Promise<void> {
  const profile = JSON.parse(await readFile(file, 'utf8')) as Profile;
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [byPackage, byFunction] = [new Map<string, number>(), new Map<string, number>()];
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id);
    const ms = (profile.timeDeltas[index] ?? 0) / 1000;
    if (frame === undefined || frame.functionName === IDLE) return;
    add(byPackage, packageOf(frame), ms);
    add(byFunction, `${frame.functionName || '(anonymous)'} ${shorten(frame.url)}:${frame.lineNumber + 1}`, ms);
  });
  print(`${name}: self time by package`, byPackage, payments);
  print(`${name}: busiest functions`, byFunction, payments);
}

function add(sums: Map<string, number>, key: string, ms: number): void {
  sums.set(key, (sums.get(key) ?? 0) + ms);
}

function print(head: string, sums: ReadonlyMap<string, number>, payments: number): void {
  const all = [...sums.values()].reduce((sum, ms) => sum + ms, 0);
  const rows = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, TOP);
  printTable(
    [head, 'ms a payment', '%'],
    [
      ...rows.map(([key, ms]) => [key, (ms / payments).toFixed(3), ((100 * ms) / all).toFixed(1)]),
      ['all', (all / payments).toFixed(3), '100'],
    ],
  );
}

/** The engine's own work has its name in brackets; a native call without a file counts as the engine's, too. */
function packageOf({ functionName, url }: { readonly functionName: string; readonly url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'engine';
  if (url.startsWith('node:')) return url;
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? shorten(url).replace(/\/[^/]*$/, '');
}

const shorten = (url: string) => url.replace(/^.*\/(?=node_modules\/|dist\/)/, '').replace(/^.*node_modules\//, '');
