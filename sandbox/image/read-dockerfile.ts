import { Copy, DockerfileParser, From, type Instruction, PropertyInstruction, Run } from 'dockerfile-ast';
import { z } from 'zod';

/** What changes a stage's files. */
export type Step =
  | { readonly kind: 'run'; readonly command: string; readonly workdir: string }
  | {
      readonly kind: 'copy';
      /** The stage that the sources are of; null for the build's own folder. */
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly target: string;
      readonly workdir: string;
    };

/** A stage of a Dockerfile, with what it has from the stage that it begins from. */
export interface Stage {
  readonly name: string;
  /** The stage or the image that it begins from. */
  readonly from: string;
  readonly steps: readonly Step[];
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Null where it is root. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly command: readonly string[] | null;
  readonly healthcheck: readonly string[] | null;
}

/**
 * Reads as much of a Dockerfile as can be carried out without a container engine.
 *
 * @throws Error naming the line of anything else: no step may be left out in silence
 */
export function readDockerfile(text: string): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) stage = beginStage(instruction, stages);
    else if (stage) stage = { ...stage, ...readInstruction(instruction, stage) };
    else throw notUnderstood(instruction);
    stages.set(stage.name, stage);
  }
  return stages;
}

function beginStage(instruction: From, stages: ReadonlyMap<string, Stage>): Stage {
  const [from, name] = [instruction.getImage(), instruction.getBuildStage()];
  if (from === null || name === null) throw notUnderstood(instruction);
  const bare = { workdir: '/', env: {}, user: null, command: null, healthcheck: null };
  return { ...bare, ...stages.get(from), name, from, steps: [] };
}

function readInstruction(instruction: Instruction, stage: Stage): Partial<Stage> {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      return { workdir: words[0] ?? '/' };
    case 'ENV':
      return { env: { ...stage.env, ...readEnv(instruction) } };
    case 'RUN':
      return { steps: [...stage.steps, readRun(instruction, stage)] };
    case 'COPY':
      return { steps: [...stage.steps, readCopy(instruction, stage)] };
    case 'USER':
      return { user: readUser(instruction, words[0]) };
    case 'EXPOSE':
      return {};
    case 'CMD':
      return { command: readExecForm(instruction) };
    case 'HEALTHCHECK':
      return { healthcheck: readHealthcheck(instruction) };
    default:
      throw notUnderstood(instruction);
  }
}

function readEnv(instruction: Instruction): Record<string, string> {
  if (!(instruction instanceof PropertyInstruction)) throw notUnderstood(instruction);
  return Object.fromEntries(instruction.getProperties().map((it) => [it.getName(), it.getValue() ?? '']));
}

function readRun(instruction: Instruction, { workdir }: Stage): Step {
  const command = instruction.getArgumentsContent();
  if (!(instruction instanceof Run) || command === null) throw notUnderstood(instruction);
  // npm keeps its cache outside of an engine anyway.
  const isOnlyCache = instruction.getFlags().every((flag) => /^--mount=type=cache,target=\S+$/.test(flag.toString()));
  if (!isOnlyCache || instruction.getHeredocs().length > 0) throw notUnderstood(instruction);
  return { kind: 'run', command, workdir };
}

function readCopy(instruction: Instruction, { workdir }: Stage): Step {
  const paths = instruction.getArguments().map((argument) => argument.getValue());
  const target = paths.at(-1);
  if (!(instruction instanceof Copy) || target === undefined || paths.length < 2) throw notUnderstood(instruction);
  if (instruction.getFlags().some((flag) => flag.getName() !== 'from')) throw notUnderstood(instruction);
  const from = instruction.getFromFlag()?.getValue() ?? null;
  return { kind: 'copy', from, sources: paths.slice(0, -1), target, workdir };
}

function readUser(instruction: Instruction, user = ''): Stage['user'] {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(user) ?? [];
  if (uid === undefined || gid === undefined) throw notUnderstood(instruction);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A shell in between would not pass signals on. */
function readExecForm(instruction: Instruction): readonly string[] {
  return readList(instruction, instruction.getArgumentsContent());
}

function readHealthcheck(instruction: Instruction): readonly string[] {
  const [, list] = /^CMD\s+([\s\S]*)$/.exec(instruction.getArgumentsContent() ?? '') ?? [];
  return readList(instruction, list);
}

/** What is not JSON as a whole, Docker takes for a line for the shell. */
function readList(instruction: Instruction, text: string | null = ''): readonly string[] {
  try {
    return z
      .array(z.string())
      .min(1)
      .parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw notUnderstood(instruction, cause);
  }
}

function notUnderstood(instruction: Instruction, cause?: unknown): Error {
  const line = instruction.getRange().start.line + 1;
  const text = `Dockerfile, line ${line}: cannot be carried out without an engine: ${instruction.toString()}`;
  return new Error(text, { cause });
}
