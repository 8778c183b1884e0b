import { z } from 'zod';
import { BACKGROUND_WORK } from '../../src/lib/create-own-trace';
import { ENGLISH, KOREAN, read } from '../docs/documents';

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const packageOf = (...folder: string[]) => Package.parse(JSON.parse(read(...folder, 'package.json')));
const RECIPE = packageOf('ops', 'traces').dependencies;

test('the service has no package for traces, and the recipe pins its own', () => {
  const { dependencies, devDependencies } = packageOf();
  const isForTraces = (name: string) => name.startsWith('@opentelemetry/');
  expect(Object.keys({ ...dependencies, ...devDependencies }).filter(isForTraces)).toEqual([]);
  expect(Object.keys(RECIPE).every(isForTraces)).toBe(true);
  for (const version of Object.values(RECIPE)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('each package of the recipe is used', () => {
  const code = ['instrumentation', 'background-work', 'without-ids'].map((name) =>
    read('ops', 'traces', `${name}.mjs`),
  );
  for (const name of Object.keys(RECIPE)) expect(code.join('\n')).toContain(`'${name}'`);
});

test('the documents give the same command in both languages', () => {
  const commandsIn = (folder: string) => read(folder, 'traces.md').match(/^(node|npm|RUN|CMD) .*$/gm);
  expect(commandsIn(KOREAN.folder)).toEqual(commandsIn(ENGLISH.folder));
  expect(commandsIn(ENGLISH.folder)).toHaveLength(4);
});

test('the recipe listens where the service tells of its background work', () => {
  expect(read('ops', 'traces', 'background-work.mjs')).toContain(`tracingChannel('${BACKGROUND_WORK}')`);
});

/** The words of i'mport's paths that the service asks for. */
test.each(['client', 'newest-payments', 'order-payments', 'payment-search', 'session'])(
  'paths of src/iamport/%s.ts keep their words, and nothing else',
  (file) => {
    const [, words = ''] = /'([^']*)'\.split\(' '\)/.exec(read('ops', 'traces', 'without-ids.mjs')) ?? [];
    const paths = read('src', 'iamport', `${file}.ts`).match(/path: \[[^\]]*\]/g) ?? [];
    const used = paths.flatMap((path) => [...path.matchAll(/'([^']+)'/g)].map(([, word]) => word));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((word) => !words.split(' ').includes(word ?? ''))).toEqual([]);
  },
);
