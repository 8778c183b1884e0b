import { build, type Metafile } from 'esbuild';

/** The package's own programs, by the name of their file. */
const ENTRY_POINTS = { sandbox: 'sandbox/iamport/index.ts', command: 'sandbox/package/command.ts' };

/**
 * Bundles the sandbox and its command. The packages that they use stay outside.
 *
 * @param outdir where the files go; null writes none
 * @returns what went in
 */
export async function bundleSandbox(outdir: string | null): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: ENTRY_POINTS,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    outdir: outdir ?? 'nowhere',
    write: outdir !== null,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
