import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningEngine } from '../../../../sandbox/mongodb/database';
import { createDownloadEngine, type DownloadSteps } from '../../../../sandbox/mongodb/engines/download';
import type { EngineOptions, StartEngine } from '../../../../sandbox/mongodb/engines/engine';

const running = (uri: string): RunningEngine => ({
  uri,
  version: `version of ${uri}`,
  canFail: false,
  stop: async () => undefined,
});

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'checkout-cache-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

describe('the download of mongod', () => {
  const HOUR_MS = 3_600_000;
  const firstStart = new Date('2026-03-01T10:00:00Z');
  const after = (hours: number) => () => new Date(firstStart.getTime() + hours * HOUR_MS);

  const buildSteps = (overrides: Partial<DownloadSteps> = {}) => {
    const calls: string[] = [];
    const steps: DownloadSteps = {
      find: async () => {
        calls.push('find');
        throw new Error('not downloaded yet');
      },
      fetch: async () => {
        calls.push('fetch');
        throw new Error('getaddrinfo ENOTFOUND fastdl.mongodb.org');
      },
      run: async (program) => {
        calls.push(`run ${program}`);
        return running(program);
      },
      ...overrides,
    };
    return { calls, engine: createDownloadEngine(steps) };
  };
  const startWith = (engine: StartEngine, now: () => Date, more: Partial<EngineOptions> = {}) =>
    engine({ env: {}, cacheDir, now, serverArguments: [], mayDownload: true, log: () => undefined, ...more });

  it('is tried once, and its failure is remembered for a day', async () => {
    const { calls, engine } = buildSteps();
    await expect(startWith(engine, after(0))).resolves.toEqual({
      unavailable: 'the download of mongod failed (getaddrinfo ENOTFOUND fastdl.mongodb.org)',
    });
    expect(calls).toEqual(['find', 'fetch']);
    await expect(startWith(engine, after(23.99))).resolves.toEqual({
      unavailable: 'the download of mongod failed on 2026-03-01 10:00 UTC (getaddrinfo ENOTFOUND fastdl.mongodb.org)',
    });
    expect(calls).toEqual(['find', 'fetch']);
  });

  it('is tried again after a day', async () => {
    const { calls, engine } = buildSteps();
    await startWith(engine, after(0));
    await startWith(engine, after(24));
    expect(calls).toEqual(['find', 'fetch', 'find', 'fetch']);
  });

  it('is tried again when the clock was set back, and when the memory is spoilt', async () => {
    const { calls, engine } = buildSteps();
    await startWith(engine, after(0));
    await startWith(engine, after(-1));
    const [file] = await readdir(cacheDir);
    await writeFile(join(cacheDir, file ?? ''), 'not JSON');
    await startWith(engine, after(0));
    expect(calls).toEqual(['find', 'fetch', 'find', 'fetch', 'find', 'fetch']);
  });

  it('is not repeated when the program is there from before', async () => {
    const { calls, engine } = buildSteps({ find: async () => '/cache/mongod' });
    await expect(startWith(engine, after(0))).resolves.toMatchObject({ uri: '/cache/mongod' });
    expect(calls).toEqual(['run /cache/mongod']);
  });

  const FOUND = '/cache/mongod';
  const NOTHING = { unavailable: 'no mongod was downloaded before' };
  it.each([
    { there: 'one from before', find: async () => FOUND, takes: { uri: FOUND }, expected: ['run /cache/mongod'] },
    { there: 'none', find: undefined, takes: NOTHING, expected: ['find'] },
  ])('is not waited for by a start that may not download: it takes $there', async ({ find, takes, expected }) => {
    const { calls, engine } = buildSteps(find === undefined ? {} : { find });
    await expect(startWith(engine, after(0), { mayDownload: false })).resolves.toMatchObject(takes);
    expect(calls).toEqual(expected);
    await expect(readdir(cacheDir)).resolves.toEqual([]);
  });

  it('of an earlier start is taken also where a later download failed', async () => {
    await startWith(buildSteps().engine, after(0));
    const { engine } = buildSteps({ find: async () => FOUND });
    await expect(startWith(engine, after(1), { mayDownload: false })).resolves.toMatchObject({ uri: FOUND });
  });

  it('says how far it is', async () => {
    const lines: string[] = [];
    const fetch: DownloadSteps['fetch'] = async (_env, log) => {
      log('Downloading MongoDB "8.2.6": 40%');
      return '/new/mongod';
    };
    const { engine } = buildSteps({ fetch });
    await startWith(engine, after(0), { log: (line) => lines.push(line) });
    expect(lines).toEqual(['Downloading MongoDB "8.2.6": 40%']);
  });

  it('runs what was downloaded and remembers no failure', async () => {
    const { calls, engine } = buildSteps({ fetch: async () => '/new/mongod' });
    await expect(startWith(engine, after(0))).resolves.toMatchObject({ uri: '/new/mongod' });
    expect(calls).toEqual(['find', 'run /new/mongod']);
    await expect(readdir(cacheDir)).resolves.toEqual([]);
  });
});
