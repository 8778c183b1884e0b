import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName, RunningEngine } from '../../../sandbox/mongodb/database';
import type { StartEngine } from '../../../sandbox/mongodb/engines/engine';
import { findExecutable } from '../../../sandbox/mongodb/engines/find-executable';
import { startDatabase, type StartDatabaseOptions } from '../../../sandbox/mongodb/start-database';

const running = (uri: string): RunningEngine => ({
  uri,
  version: `version of ${uri}`,
  canFail: false,
  stop: async () => undefined,
});

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

  it.each<{ there: EngineName[]; env?: Record<string, string>; takes: EngineName }>([
    { there: ['uri', 'mongod', 'download', 'stand-in'], takes: 'uri' },
    { there: ['mongod', 'download', 'stand-in'], takes: 'mongod' },
    { there: ['download', 'stand-in'], takes: 'download' },
    { there: ['stand-in'], takes: 'stand-in' },
    { there: ['download', 'stand-in'], env: { DATABASE_ENGINE: 'download' }, takes: 'download' },
  ])('takes $takes where $there are there, and never lets the demo download', async ({ there, env = {}, takes }) => {
    const allowed: boolean[] = [];
    const engines = buildEngines(there);
    const download: StartEngine = (options) => {
      allowed.push(options.mayDownload);
      return engines.download(options);
    };
    const database = await start({ env, engines: { ...engines, download }, mayDownload: false });
    expect(database.engine).toBe(takes);
    expect(allowed).not.toContain(true);
  });

  it('lets the tests download: they say nothing about it', async () => {
    const engines = buildEngines([]);
    const download: StartEngine = async ({ mayDownload }) => (mayDownload ? running('new') : { unavailable: 'not' });
    await expect(start({ engines: { ...engines, download } })).resolves.toMatchObject({ uri: 'new' });
  });

  it('never takes secantus by itself', async () => {
    const asked: EngineName[] = [];
    await expect(start({ engines: buildEngines(['secantus'], asked) })).rejects.toThrow(
      'No database can be started: no uri, no mongod, no download, and no stand-in',
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
    expect(lines).toEqual(['database: stand-in (version of stand-in) because no uri, no mongod, and no download']);
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

  it('is found in the first folder of the PATH that has it as a program', async () => {
    const [plain, first, second] = ['plain', 'first', 'second'].map((name) => join(cacheDir, name));
    for (const folder of [plain, first, second]) {
      await mkdir(folder ?? '');
      await writeFile(join(folder ?? '', 'mongod'), '', { mode: folder === plain ? 0o644 : 0o755 });
    }
    await mkdir(join(cacheDir, 'folder', 'mongod'), { recursive: true });
    const path = [join(cacheDir, 'missing'), join(cacheDir, 'folder'), plain, first, second].join(':');
    await expect(findExecutable('mongod', path)).resolves.toBe(join(first ?? '', 'mongod'));
    await expect(findExecutable('mongod', plain)).resolves.toBeUndefined();
    await expect(findExecutable('mongod', undefined)).resolves.toBeUndefined();
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
