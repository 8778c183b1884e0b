import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

/**
 * `npm run build`, after the types were checked: writes to `dist` what production runs. The packages stay outside. Files of earlier
 * builds stay too: a service that runs may load a part of itself later, by the name that its own build has given it.
 */
const OUT = 'dist';
const COMMANDS = ['export', 'keys', 'outbox', 'reconcile', 'redact'].map((name) => `src/cli/${name}.ts`);
const ASSETS = ['css', 'js', 'svg'].map((type) => `src/desk/assets/desk.${type}`);
const OPTIONS = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  sourcesContent: false,
  logLevel: 'warning',
};

async function main() {
  await build({
    ...OPTIONS,
    entryPoints: ['src/main.ts', ...COMMANDS, ...ASSETS],
    outbase: 'src',
    outdir: OUT,
    sourcemap: true,
    loader: { '.css': 'copy', '.js': 'copy', '.svg': 'copy' },
  });
  await buildService(join(OUT, 'cli'));
}

/**
 * Builds the service in several files: one that is loaded at the start, and one for each part that is loaded when it is
 * needed, of which the desk is the largest. esbuild splits only ECMAScript modules, so that each file is then turned into
 * CommonJS: tracing hooks into `require`.
 */
async function buildService(outdir) {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: ['src/cli/run-service.ts'],
    outdir,
    format: 'esm',
    splitting: true,
    chunkNames: 'service/[name]-[hash]',
    sourcemap: 'inline',
    write: false,
  });
  await mkdir(join(outdir, 'service'), { recursive: true });
  for (const { path, text } of outputFiles) {
    const { code, map } = await transform(text, {
      platform: OPTIONS.platform,
      target: OPTIONS.target,
      sourcesContent: OPTIONS.sourcesContent,
      format: 'cjs',
      supported: { 'dynamic-import': false },
      sourcemap: 'external',
      sourcefile: path,
    });
    await writeFile(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
    await writeFile(`${path}.map`, map);
  }
}

await main();
