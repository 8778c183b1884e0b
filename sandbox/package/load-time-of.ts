import { run } from './pack';

/** What loading a part of the package costs in a process of its own. */
export interface LoadTime {
  readonly ms: number;
  /** Every package that it loads, itself included. */
  readonly packages: readonly string[];
}

const script = (code: string) => `
const begun = performance.now();
Promise.resolve(${code}).finally(() => {
  const ms = Math.round(performance.now() - begun);
  const of = (path) => path.split('node_modules/').slice(1).at(-1)?.split('/').slice(0, path.includes('/@') ? 2 : 1).join('/');
  const packages = [...new Set(Object.keys(require.cache).map(of))];
  console.log(JSON.stringify({ ms, packages }));
});
`;

/** Runs an expression that loads a part of the package, in a project that has it installed. */
export async function loadTimeOf(folder: string, code: string): Promise<LoadTime> {
  return JSON.parse(await run(folder, [process.execPath, '-e', script(code)])) as LoadTime;
}
