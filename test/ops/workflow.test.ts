import { z } from 'zod';
import { readDockerfile } from '../../sandbox/image/read-dockerfile';
import { read } from '../docs/documents';
import { readYaml } from './read-yaml';

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Job = z.object({ steps: z.array(Step) });
const { jobs } = z
  .object({
    jobs: z.object({
      gate: Job.extend({ strategy: z.object({ matrix: z.object({ node: z.array(z.string()) }) }) }),
      mongodb: Job,
    }),
  })
  .parse(readYaml('.github', 'workflows', 'gate.yml')[0]);
const steps = [...jobs.gate.steps, ...jobs.mongodb.steps];
const runs = (job: z.output<typeof Job>) => job.steps.map(({ run }) => run);

test('the gate runs on the oldest Node.js, on that of the image, and on the one between', () => {
  const image = /^node:(\d+)\./.exec(readDockerfile(read('Dockerfile')).get('base')!.from)?.[1];
  expect(jobs.gate.strategy.matrix.node).toEqual([read('.nvmrc').trim(), '22', image]);
});

test('every action is named by its commit', () => {
  const actions = steps.flatMap(({ uses }) => uses ?? []);
  expect(actions.length).toBeGreaterThan(5);
  for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
});

test('once more on a MongoDB of three members, whose primary is then killed', () => {
  expect(runs(jobs.gate)).toContain('.ci/run');
  expect(runs(jobs.mongodb)).toEqual(expect.arrayContaining(['.ci/run', 'npm run chaos:failover -- --replica-set']));
  const { env } = jobs.mongodb.steps.find(({ run }) => run === '.ci/run')!;
  expect(env?.['GATE_MONGODB_URI']?.match(/127\.0\.0\.1:\d+/g)).toHaveLength(3);
  expect(read('.ci', 'run')).toContain('export MONGODB_URI=$GATE_MONGODB_URI');
});

test('every script that it runs is one of package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run (\S+)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(2);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});
