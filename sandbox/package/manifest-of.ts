import type { Metafile } from 'esbuild';

/** The fields of package.json that this package's own is made of. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const OF_REPOSITORY = ['scripts', 'devDependencies', 'overrides', 'allowScripts', 'scarfSettings'];

/**
 * The package.json of the package: that of the repository without what is for its development, and with those dependencies
 * alone that the bundle loads. A project may have a newer version of them.
 */
export function manifestOf(repository: Manifest, bundle: Metafile): Manifest {
  const kept = Object.entries(repository).filter(([field]) => !OF_REPOSITORY.includes(field));
  // The service does not load the client, nor what only the client needs.
  const versions = { ...repository.devDependencies, ...repository.dependencies };
  const dependencies = packagesOf(bundle).map((name) => [name, `^${versions[name]}`]);
  return { ...Object.fromEntries(kept), dependencies: Object.fromEntries(dependencies) as Record<string, string> };
}

/** The packages that a bundle loads, without Node.js's own modules. What is only looked for is jQuery: there is a copy. */
export function packagesOf({ outputs }: Metafile): string[] {
  const names = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external, kind }) => external && kind !== 'require-resolve' && !path.startsWith('node:'))
    .map(({ path }) => path);
  return [...new Set(names)].toSorted();
}
