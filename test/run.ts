import { findSecantus, NO_SECANTUS } from '../sandbox/mongodb/engines/secantus';
import { runParts, type Part } from './support/run-parts';

const jest = (...args: string[]): Part['command'] => ['node_modules/.bin/jest', ...args];
const SHORT_CHAOS = ['--engine', 'secantus', '--payments', '100', '--kills', '5', '--database-kills', '1'];
const STAND_IN = { DATABASE_ENGINE: 'stand-in' };

/** What `npm test` runs. */
const test: readonly Part[] = [
  { name: 'unit and service, with coverage', command: jest('--coverage', '--selectProjects', 'unit', 'service') },
  { name: 'races, model and chaos, short', command: jest('--selectProjects', 'proofs') },
];

/** What `npm run test:proofs` runs: the long forms, on two engines where there is a second. */
const proofs = (withoutSecantus: string | undefined): readonly Part[] => [
  { name: 'model, 500 lives', command: jest('test/model'), env: { ...STAND_IN, MODEL_RUNS: '500' } },
  { name: 'races, on the stand-in', command: jest('test/races'), env: STAND_IN },
  {
    name: 'races, on SecantusDB',
    command: jest('test/races'),
    env: { DATABASE_ENGINE: 'secantus' },
    missing: withoutSecantus,
  },
  { name: 'build, for chaos', command: ['npm', 'run', 'build'] },
  {
    name: 'chaos, 100 payments, on SecantusDB',
    command: ['node_modules/.bin/tsx', 'chaos/main.ts', ...SHORT_CHAOS],
    missing: withoutSecantus,
  },
];

async function main(suite: string | undefined): Promise<void> {
  if (suite !== 'test' && suite !== 'proofs') throw new Error('which suite: test or proofs?');
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const parts =
    suite === 'test' ? test : proofs((await findSecantus(process.env)) === undefined ? NO_SECANTUS : undefined);
  process.exitCode = (await runParts(parts, print)) ? 0 : 1;
}

void main(process.argv[2]);
