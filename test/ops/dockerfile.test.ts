import { readDockerfile } from '../../sandbox/image/read-dockerfile';
import { LIMITS } from '../../src/composition/limits';
import { read } from '../docs/documents';

const TEXT = read('Dockerfile');
const STAGES = readDockerfile(TEXT);
const [SERVICE, SANDBOX] = [STAGES.get('service')!, STAGES.get('sandbox')!];
const PACKAGE = JSON.parse(read('package.json')) as { scripts: Record<string, string>; engines: { node: string } };

/** What is copied from the repository. */
const copied = [...STAGES.values()].flatMap(({ steps }) =>
  steps.flatMap((step) => (step.kind === 'copy' && step.from === null ? step.sources : [])),
);

test('the one image from outside is named by version and digest', () => {
  const outside = [...STAGES.values()].map(({ from }) => from).filter((from) => !STAGES.has(from));
  expect(outside).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/)]);
});

test('the service is the stage that is built unless another is named', () => {
  expect([...STAGES.keys()].at(-1)).toBe('service');
});

test('the service is started as npm start does', () => {
  expect(SERVICE.command?.join(' ')).toBe(PACKAGE.scripts['start']);
});

test('the sandbox is started as npm run sandbox does, without tsx in between', () => {
  expect(SANDBOX.command?.join(' ').replace('node --import tsx', 'tsx')).toBe(PACKAGE.scripts['sandbox']);
});

test.each([SERVICE, SANDBOX])('$name does not run as root, by a number that Kubernetes can check', ({ user }) => {
  expect(user).toEqual({ uid: 1000, gid: 1000 });
});

test('the service has only packages of production, and no script of a package runs', () => {
  const [, install] = STAGES.get('dependencies')!.steps;
  expect(install).toMatchObject({
    command: expect.stringMatching(/^npm ci .*--omit=dev .*--ignore-scripts/) as string,
  });
  const modules = SERVICE.steps.find((step) => step.kind === 'copy' && step.sources[0]?.endsWith('node_modules'));
  expect(modules).toMatchObject({ from: 'dependencies' });
});

test('the health check asks for readiness, and waits longer than the service does', () => {
  const [program, , script] = SERVICE.healthcheck ?? [];
  expect([program, script]).toEqual(['node', expect.stringContaining('/readyz')]);
  const [, seconds] = /HEALTHCHECK.*--timeout=(\d+)s/.exec(TEXT) ?? [];
  expect(Number(seconds) * 1000).toBeGreaterThan(LIMITS.readyMs);
});

test('.dockerignore lets in what the Dockerfile copies, and nothing else', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines[0]).toBe('*');
  expect(lines.slice(1).toSorted()).toEqual([...new Set(copied)].map((path) => `!${path}`).toSorted());
});

describe('a step that cannot be carried out without an engine is an error, never left out', () => {
  test.each([
    ['ADD https://shop.example/file /app/'],
    ['CMD node dist/main.js'],
    ['CMD ["node", "dist/main.js"] # and a comment'],
    ['ENTRYPOINT ["node"]'],
    ['RUN --mount=type=secret,id=key cat /run/secrets/key'],
    ['RUN <<END\necho\nEND'],
    ['COPY --chown=1000 src ./src'],
    ['COPY src'],
    ['USER node'],
    ['HEALTHCHECK CMD curl localhost'],
    ['HEALTHCHECK NONE'],
    ['SHELL ["/bin/bash", "-c"]'],
    ['VOLUME /data'],
  ])('%j', (line) => {
    expect(() => readDockerfile(`FROM node AS base\n${line}\n`)).toThrow('Dockerfile, line 2');
  });

  test('also one before the first stage, and a stage without a name', () => {
    expect(() => readDockerfile('ARG VERSION=1\nFROM node AS base\n')).toThrow('line 1');
    expect(() => readDockerfile('FROM node\n')).toThrow('line 1');
  });
});

test('a stage has what the stage before it has, and not its steps', () => {
  const text = 'FROM node AS base\nWORKDIR /app\nENV A=1\nUSER 7:8\nRUN true\nFROM base AS next\nENV B=2\nRUN false\n';
  expect(readDockerfile(text).get('next')).toEqual({
    name: 'next',
    from: 'base',
    workdir: '/app',
    env: { A: '1', B: '2' },
    user: { uid: 7, gid: 8 },
    steps: [{ kind: 'run', command: 'false', workdir: '/app' }],
    command: null,
    healthcheck: null,
  });
});
