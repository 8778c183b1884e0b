import { build, type Metafile } from 'esbuild';

/** The package's own programs, by the path of their file below `dist`. */
export const ENTRY_POINTS = {
  index: 'src/index.ts',
  'client/client': 'src/client/index.ts',
  'sandbox/sandbox': 'sandbox/iamport/index.ts',
  'sandbox/command': 'sandbox/package/command.ts',
} as const;

/**
 * Bundles programs of the package. The packages that they use stay outside.
 *
 * @param names which of them
 * @param outdir the package's `dist`; null writes none
 * @returns what went in
 */
export async function bundlePackage(
  names: readonly (keyof typeof ENTRY_POINTS)[],
  outdir: string | null,
): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: names.map((name) => ({ out: name, in: ENTRY_POINTS[name] })),
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
