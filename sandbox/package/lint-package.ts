import type { Checks } from '../smoke/checks';
import { run, type Tarball } from './pack';

/** What publint and "Are the types wrong?" say of the packed package. */
export async function lintPackage(root: string, { path }: Tarball, { check }: Checks): Promise<void> {
  const linters = [
    ['publint', 'publint', path, '--strict'],
    ['attw', 'attw', path, '--no-color', '--no-emoji', '--format', 'ascii'],
  ] as const;
  for (const [name, ...command] of linters) {
    const problem = await run(root, ['npx', '--no-install', ...command]).then(() => null, outputOf);
    check(problem === null, `${name} ${problem ?? 'finds nothing'}`);
  }
}

function outputOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `finds:\n${stdout}${stderr}`;
}
