import { join } from 'node:path';
import { findSecantus, NO_SECANTUS } from '../sandbox/mongodb/engines/secantus';
import { runParts, type Group, type Part } from './support/run-parts';

const jest = (...args: string[]): Part['command'] => ['node_modules/.bin/jest', ...args];
const SHORT_CHAOS = ['--engine', 'secantus', '--payments', '100', '--kills', '5', '--database-kills', '1'];
const STAND_IN = { DATABASE_ENGINE: 'stand-in' };

/** Of processes that the tests start, too: their folder is another one. */
const OLDEST_MONGOOSE = `--require ${join(__dirname, 'support', 'oldest-mongoose.cjs')}`;

const npmRun = (script: string): Part => ({ name: script, command: ['npm', 'run', '--silent', script] });

/** What reads the code and does not run it. Each keeps one core busy; the linter takes as long as the others together. */
const staticChecks: readonly Group[] = [[npmRun('lint'), ['typecheck', 'check:circles', 'format:check'].map(npmRun)]];

const shortChaos = (withoutSecantus: string | undefined): Part => ({
  name: 'chaos, 100 payments, on SecantusDB',
  command: ['node_modules/.bin/tsx', 'chaos/main.ts', ...SHORT_CHAOS],
  missing: withoutSecantus,
});

/** The library's own tests on the oldest mongoose that the package allows. `npm test` runs them on the newest. */
const oldestMongoose: Part = {
  name: 'test/library, on the oldest mongoose',
  command: jest('test/library'),
  env: { ...STAND_IN, NODE_OPTIONS: OLDEST_MONGOOSE },
};

/** The long forms, on two engines where there is a second. */
const proofs = (withoutSecantus: string | undefined): readonly (Part | Group)[] => [
  { name: 'races, on the stand-in', command: jest('test/races'), env: STAND_IN },
  [
    [
      { name: 'model, 500 lives', command: jest('test/model'), env: { ...STAND_IN, MODEL_RUNS: '500' } },
      { name: 'build, for chaos', command: ['npm', 'run', 'build'] },
      shortChaos(withoutSecantus),
    ],
    {
      name: 'races, on SecantusDB',
      command: jest('test/races'),
      env: { DATABASE_ENGINE: 'secantus' },
      missing: withoutSecantus,
    },
  ],
];

/** @throws Error where there is no suite of that name */
async function partsOf(suite: string | undefined): Promise<readonly (Part | Group)[]> {
  if (suite === 'static') return staticChecks;
  if (suite === 'oldest-mongoose') return [oldestMongoose];
  const withoutSecantus = (await findSecantus(process.env)) === undefined ? NO_SECANTUS : undefined;
  if (suite === 'proofs') return proofs(withoutSecantus);
  if (suite === 'built-chaos') return [shortChaos(withoutSecantus)];
  throw new Error(
    'which suite: static, oldest-mongoose, proofs, or built-chaos, the chaos of the proofs against the build that is there?',
  );
}

async function main(suite: string | undefined): Promise<void> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  process.exitCode = (await runParts(await partsOf(suite), print)) ? 0 : 1;
}

void main(process.argv[2]);
