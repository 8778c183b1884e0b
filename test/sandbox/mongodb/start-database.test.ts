import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName, RunningEngine } from '../../../sandbox/mongodb/database';
import { createDownloadEngine, type DownloadSteps } from '../../../sandbox/mongodb/engines/download';
import type { StartEngine } from '../../../sandbox/mongodb/engines/engine';
import { findExecutable } from '../../../sandbox/mongodb/engines/find-executable';
import { startDatabase, type StartDatabaseOptions } from '../../../sandbox/mongodb/start-database';

const running = (uri: string): RunningEngine => ({ uri, version: `version of ${uri}`, stop: async () => undefined });

/** Engines of which only the named are there; notes in `asked` which were asked for, in order. */
const buildEngines = (available: EngineName[], asked: EngineName[] = []) => {
  const engine =
    (name: EngineName): StartEngine =>
    async () => {
      asked.push(name);
      return available.includes(name) ? running(name) : { unavailable: `no ${name}` };
    };
  const names: EngineName[] = ['uri', 'mongod', 'download', 'stand-in', 'secantus'];
  return Object.fromEntries(names.map((name) => [name, engine(name)])) as Record<EngineName, StartEngine>;
};

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'checkout-cache-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

const start = (overrides: Partial<StartDatabaseOptions> = {}) =>
  startDatabase({ env: {}, log: () => undefined, cacheDir, ...overrides });

describe('the choice of an engine', () => {
  it.each<[EngineName, EngineName[]]>([
    ['uri', ['uri']],
    ['mongod', ['uri', 'mongod']],
    ['download', ['uri', 'mongod', 'download']],
    ['stand-in', ['uri', 'mongod', 'download', 'stand-in']],
  ])('takes %s by itself when it is the first that is there', async (first, expected) => {
    const asked: EngineName[] = [];
    const later = (['uri', 'mongod', 'download', 'stand-in', 'secantus'] as const).slice(expected.length - 1);
    const database = await start({ engines: buildEngines([...later], asked) });
    expect(database.engine).toBe(first);
    expect(asked).toEqual(expected);
  });

  it('never takes secantus by itself', async () => {
    const asked: EngineName[] = [];
    await expect(start({ engines: buildEngines(['secantus'], asked) })).rejects.toThrow(
      'No database can be started: no uri, no mongod, no download, no stand-in',
    );
    expect(asked).not.toContain('secantus');
  });

  it.each<EngineName>(['uri', 'mongod', 'download', 'stand-in', 'secantus'])(
    'takes %s alone when DATABASE_ENGINE names it',
    async (name) => {
      const asked: EngineName[] = [];
      const engines = buildEngines(['uri', 'mongod', 'download', 'stand-in', 'secantus'], asked);
      const database = await start({ env: { DATABASE_ENGINE: name }, engines });
      expect(database.engine).toBe(name);
      expect(asked).toEqual([name]);
    },
  );

  it('does not fall back from an engine that was asked for by name', async () => {
    const engines = buildEngines(['stand-in']);
    await expect(start({ env: { DATABASE_ENGINE: 'mongod' }, engines })).rejects.toThrow(
      'DATABASE_ENGINE=mongod cannot be used: no mongod',
    );
  });

  it('does not cover up a broken engine with the next one', async () => {
    const broken: StartEngine = () => Promise.reject(new Error('the server does not answer'));
    const engines = { ...buildEngines(['stand-in']), uri: broken };
    await expect(start({ engines })).rejects.toThrow('the server does not answer');
  });

  it('refuses an unknown engine and names the allowed ones', async () => {
    await expect(start({ env: { DATABASE_ENGINE: 'postgres' } })).rejects.toThrow(
      "DATABASE_ENGINE is 'postgres', allowed are: auto, uri, mongod, download, stand-in, secantus",
    );
  });

  it('says in one line which engine it is, its version, and why no other', async () => {
    const lines: string[] = [];
    await start({ log: (line) => lines.push(line), engines: buildEngines(['stand-in']) });
    expect(lines).toEqual(['database: stand-in (version of stand-in) because no uri, no mongod, no download']);
  });
});

describe('uri', () => {
  it('fails when nobody answers at MONGODB_URI, instead of taking another database', async () => {
    const env = { MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100' };
    await expect(start({ env, engines: {} })).rejects.toThrow('MONGODB_URI is set, but the server does not answer');
  });

  it('uses the server at MONGODB_URI as it is, and leaves it running', async () => {
    const server = await start({ env: { DATABASE_ENGINE: 'stand-in' } });
    try {
      const first = await start({ env: { MONGODB_URI: server.uri } });
      expect(first).toMatchObject({ engine: 'uri', uri: server.uri, version: 'MongoDB 7.0.0-stand-in' });
      await first.stop();
      const second = await start({ env: { MONGODB_URI: server.uri } });
      expect(second.engine).toBe('uri');
    } finally {
      await server.stop();
    }
  });
});

describe('mongod', () => {
  it('is not looked for elsewhere when MONGOMS_SYSTEM_BINARY is no program', async () => {
    const env = { MONGOMS_SYSTEM_BINARY: join(cacheDir, 'nothing') };
    await expect(start({ env })).rejects.toThrow('which is no program');
  });

  it('is found on the PATH, in its order, among programs only', async () => {
    const [empty, first, second] = ['empty', 'first', 'second'].map((name) => join(cacheDir, name));
    await writeFile(join(cacheDir, 'mongod'), '');
    await expect(findExecutable('mongod', cacheDir)).resolves.toBeUndefined();
    for (const folder of [first, second]) {
      const program = join(cacheDir, `mongod-${folder?.endsWith('first') === true ? 'first' : 'second'}`);
      await writeFile(program, '');
      await chmod(program, 0o755);
    }
    await expect(findExecutable('mongod-second', `${empty}:${cacheDir}`)).resolves.toBe(
      join(cacheDir, 'mongod-second'),
    );
    await expect(findExecutable('mongod-third', `${empty}:${cacheDir}`)).resolves.toBeUndefined();
  });
});

describe('download', () => {
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
  const startWith = (engine: StartEngine, now: () => Date) => engine({ env: {}, cacheDir, now, serverArguments: [] });

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

  it('runs what was downloaded and remembers no failure', async () => {
    const { calls, engine } = buildSteps({ fetch: async () => '/new/mongod' });
    await expect(startWith(engine, after(0))).resolves.toMatchObject({ uri: '/new/mongod' });
    expect(calls).toEqual(['find', 'run /new/mongod']);
    await expect(readdir(cacheDir)).resolves.toEqual([]);
  });
});

describe('stand-in', () => {
  it('refuses to start in production, by itself and by name', async () => {
    const engines = { mongod: buildEngines([]).mongod, download: buildEngines([]).download };
    const refusal = 'does not run with NODE_ENV=production: set MONGODB_URI';
    await expect(start({ env: { NODE_ENV: 'production' }, engines })).rejects.toThrow(refusal);
    await expect(start({ env: { NODE_ENV: 'production', DATABASE_ENGINE: 'stand-in' } })).rejects.toThrow(refusal);
  });

  it('says that it is the stand-in, and frees its port when stopped', async () => {
    const lines: string[] = [];
    const database = await start({ env: { DATABASE_ENGINE: 'stand-in' }, log: (line) => lines.push(line) });
    expect(lines[0]).toMatch(
      /^database: stand-in \(MongoDB wire protocol, mingo \d+\.\d+\.\d+\) because DATABASE_ENGINE is stand-in$/,
    );
    await database.stop();
    const env = { MONGODB_URI: `${database.uri}?serverSelectionTimeoutMS=100` };
    await expect(start({ env })).rejects.toThrow('does not answer');
  });
});

describe('secantus', () => {
  it('says what is missing when neither SECANTUSD nor the PATH has it', async () => {
    const env = { DATABASE_ENGINE: 'secantus', PATH: cacheDir };
    await expect(start({ env })).rejects.toThrow(
      'DATABASE_ENGINE=secantus cannot be used: neither SECANTUSD nor the PATH has secantusd-rs or secantusd-py',
    );
  });
});
