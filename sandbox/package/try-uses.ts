import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../smoke/checks';
import { run } from './pack';

/** A project outside of the repository that has the package installed. */
export interface Project {
  readonly folder: string;
  readonly checks: Checks;
}

/** A program that uses a part of the package. */
export interface Use {
  /** Of its files. */
  readonly name: string;
  readonly imports: string;
  readonly code: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the program does, for the report. */
  readonly does: string;
}

const OPTIONS = '--strict --module nodenext --target es2022 --lib es2023,dom --types --skipLibCheck false --outDir out';

/** Compiles each program as a module and as CommonJS, with all types checked, and runs both. */
export async function tryUses({ folder, checks: { check } }: Project, uses: readonly Use[]): Promise<void> {
  for (const { name, imports, code } of uses) {
    await writeFile(join(folder, `${name}.mts`), `${imports}\n${code}`);
    await writeFile(join(folder, `${name}.cts`), `${imports}\nvoid (async () => {${code}})();`);
  }
  const files = uses.flatMap(({ name }) => [`${name}.mts`, `${name}.cts`]);
  const compiler = [process.execPath, require.resolve('typescript/bin/tsc'), ...OPTIONS.split(' ')];
  const problem = await run(folder, [...compiler, ...files]).then(
    () => null,
    (error: Error & { stdout?: string }) => error.stdout ?? error.message,
  );
  check(problem === null, `types, for import and require ${problem ?? ''}`.trimEnd());
  for (const { name, env, does } of uses) {
    for (const file of [`${name}.mjs`, `${name}.cjs`]) {
      const command = [process.execPath, join('out', file)];
      const outcome = await run(folder, command, { ...process.env, ...env }).then(() => null, String);
      check(outcome === null, `${file} ${does} ${outcome ?? ''}`.trimEnd());
    }
  }
}
