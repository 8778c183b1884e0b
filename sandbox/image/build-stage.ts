import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Stage, Step } from './read-dockerfile';

/** Where stages are built. */
export interface BuildDeps {
  readonly stages: ReadonlyMap<string, Stage>;
  /** The build's own folder: the root of the repository. */
  readonly context: string;
  /** A folder for the stages: each has a folder of its name, which is its root. */
  readonly place: string;
  readonly print: (line: string) => void;
}

/** Makes the function that builds a stage once, and before it those that it needs. It answers the stage's root. */
export function createBuild(deps: BuildDeps): (name: string) => Promise<string> {
  const built = new Map<string, Promise<string>>();
  const build = (name: string): Promise<string> => {
    const known = built.get(name) ?? buildStage(name, build, deps);
    built.set(name, known);
    return known;
  };
  return build;
}

async function buildStage(name: string, build: (name: string) => Promise<string>, deps: BuildDeps): Promise<string> {
  const stage = deps.stages.get(name);
  if (stage === undefined) throw new Error(`The Dockerfile has no stage ${name}`);
  const root = join(deps.place, name);
  // As BuildKit does: what does not depend on each other is built at the same time.
  const others = stage.steps.flatMap((step) => (step.kind === 'copy' && step.from !== null ? [step.from] : []));
  const needed = [...others, ...(deps.stages.has(stage.from) ? [stage.from] : [])];
  const roots = new Map(await Promise.all(needed.map(async (it) => [it, await build(it)] as const)));
  const base = roots.get(stage.from);
  // Hard links: nothing changes a stage after another has begun from it.
  if (base === undefined) await mkdir(root);
  else await run(deps.place, ['cp', '-al', base, root]);
  for (const step of stage.steps) {
    await mkdir(join(root, step.workdir), { recursive: true });
    deps.print(`  ${name}: ${describe(step)}`);
    if (step.kind === 'run') await run(join(root, step.workdir), ['sh', '-c', step.command], stage.env);
    else await copy(step, root, step.from === null ? deps.context : roots.get(step.from)!);
  }
  return root;
}

function describe(step: Step): string {
  if (step.kind === 'run') return step.command;
  return `${step.sources.join(', ')} to ${step.target}${step.from === null ? '' : `, from ${step.from}`}`;
}

/** As COPY does: of a folder its content. */
async function copy(step: Extract<Step, { kind: 'copy' }>, root: string, origin: string): Promise<void> {
  const target = join(root, resolve(step.workdir, step.target));
  for (const source of step.sources) {
    const path = join(origin, source);
    const isInto = step.target.endsWith('/') && (await stat(path)).isFile();
    await cp(path, isInto ? join(target, basename(source)) : target, { recursive: true });
  }
}

async function run(cwd: string, [program = '', ...args]: string[], env: Stage['env'] = {}): Promise<void> {
  const child = spawn(program, args, { cwd, env: { ...ownEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.at(-1)} ended with ${code}:\n${output}`);
}

/** How a registry is reached; without the tools of this repository, which the image must have by itself. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.endsWith('node_modules/.bin'));
  return { ...process.env, PATH: path.join(':'), NODE_ENV: undefined, NODE_OPTIONS: undefined };
}
