import { run } from './pack';

/** What `require` of a part of the package costs in a process of its own. */
export interface LoadTime {
  readonly ms: number;
  /** Every package that it loads, itself included. */
  readonly packages: readonly string[];
}

const script = (part: string) => `
const begun = performance.now();
require('${part}');
const ms = Math.round(performance.now() - begun);
const of = (path) => path.split('node_modules/').slice(1).at(-1)?.split('/').slice(0, path.includes('/@') ? 2 : 1).join('/');
const packages = [...new Set(Object.keys(require.cache).map(of))];
console.log(JSON.stringify({ ms, packages }));
`;

/** Loads a part of the package, such as `iamport-checkout-backend/client`, in a project that has it installed. */
export async function loadTimeOf(folder: string, part: string): Promise<LoadTime> {
  return JSON.parse(await run(folder, [process.execPath, '-e', script(part)])) as LoadTime;
}
