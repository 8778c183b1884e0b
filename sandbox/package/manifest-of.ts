import type { Metafile } from 'esbuild';

type Ranges = Readonly<Record<string, string>>;

/** The fields of package.json that this package's own is made of. */
export interface Manifest {
  readonly dependencies: Ranges;
  readonly devDependencies?: Ranges;
  readonly [field: string]: unknown;
}

const OF_REPOSITORY = ['scripts', 'devDependencies', 'overrides', 'allowScripts', 'scarfSettings'];

/**
 * What the project has itself: two copies of mongoose do not know each other's connections. Before 8.10 it has no
 * `Model.insertOne`. `npm run check:package` runs the oldest and the newest. Optional, because client and sandbox do not need it.
 */
export const PEERS: Ranges = { mongoose: '^8.10.0 || ^9.0.0' };

/**
 * The package.json of the package: that of the repository without what is for its development, and with those dependencies
 * alone that the bundle loads. A project may have a newer version of them.
 */
export function manifestOf(repository: Manifest, bundle: Metafile): Manifest {
  const kept = Object.entries(repository).filter(([field]) => !OF_REPOSITORY.includes(field));
  // The service does not load the client, nor what only the client needs.
  const versions: Ranges = { ...repository.devDependencies, ...repository.dependencies };
  const needed = packagesOf(bundle).filter((name) => !(name in PEERS));
  return {
    ...Object.fromEntries(kept),
    dependencies: Object.fromEntries(needed.map((name) => [name, `^${versions[name]}`])),
    peerDependencies: PEERS,
    peerDependenciesMeta: Object.fromEntries(Object.keys(PEERS).map((name) => [name, { optional: true }])),
  };
}

/** The packages that a bundle loads, without Node.js's own modules. What is only looked for is jQuery: there is a copy. */
export function packagesOf({ outputs }: Metafile): string[] {
  const names = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external, kind }) => external && kind !== 'require-resolve' && !path.startsWith('node:'))
    .map(({ path }) => packageOf(path));
  return [...new Set(names)].toSorted();
}

/** `mongoose/lib/x` is of mongoose. */
function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
