import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { BUNDLED } from '../build-servers';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'node_modules', '.cache', 'bench');

/** What measures in the service: `no-metrics.ts` has the same functions. */
const MEASURING = ['create-metrics', 'measure-calls', 'measure-pass', 'measure-verification'];

/**
 * Builds the service as `npm run build` does, but with nothing that measures: no clock is read for a metric, and nothing
 * is counted. The service itself has no such switch.
 *
 * @returns the path of the program
 * @throws Error where the service no longer has one of the modules that measure
 */
export async function buildWithoutMetrics(): Promise<string> {
  const replaced = new Set<string>();
  const plugin: Plugin = {
    name: 'without-metrics',
    setup: (steps) =>
      steps.onResolve({ filter: new RegExp(`/(${MEASURING.join('|')})$`) }, ({ path }) => {
        replaced.add(basename(path));
        return { path: join(__dirname, 'no-metrics.ts') };
      }),
  };
  const program = join(FOLDER, 'service-without-metrics.js');
  await build({
    entryPoints: [join(__dirname, 'run-service.ts')],
    outfile: program,
    ...BUNDLED,
    plugins: [plugin],
  });
  const missing = MEASURING.filter((name) => !replaced.has(name));
  if (missing.length > 0) throw new Error(`the service has no ${missing.join(', ')}`);
  return program;
}
