import { join } from 'node:path';
import { build } from 'esbuild';

/** The servers beside which the service is measured. */
export type ServerName = 'stack-floor' | 'bare-server' | 'guide-sample';

const FOLDER = join(__dirname, '..', 'node_modules', '.cache', 'bench');
const NAMES: readonly ServerName[] = ['stack-floor', 'bare-server', 'guide-sample'];

/** Where `buildServers` puts one of them. */
export const builtServer = (name: ServerName): string => join(FOLDER, `${name}.js`);

/** How a program of the benchmarks is built: as the service is, in one file with its packages outside. */
export const BUNDLED = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
} as const;

/** Translates them to JavaScript, as the service is: none is measured with a translator in its process. */
export async function buildServers(): Promise<void> {
  await build({
    entryPoints: NAMES.map((name) => join(__dirname, 'servers', `${name}.ts`)),
    outdir: FOLDER,
    ...BUNDLED,
  });
}
